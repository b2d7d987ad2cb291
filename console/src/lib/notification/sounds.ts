import type { NotificationSound } from '#lib/gql/generated.ts';

/** One note: its pitch in hertz, when it begins and how long it fades, in seconds. */
interface Note {
  pitch: number;
  at: number;
  fades: number;
  shape?: OscillatorType;
  /** Where the pitch glides to. */
  to?: number;
}

const alarm = (at: number): Note[] => [
  { pitch: 880, at, fades: 0.16, shape: 'triangle' },
  { pitch: 1108, at: at + 0.14, fades: 0.16, shape: 'triangle' },
  { pitch: 1318, at: at + 0.28, fades: 0.3, shape: 'triangle' },
];

/** What each sound is made of: short, and told apart without looking. */
export const sounds: Record<NotificationSound, readonly Note[]> = {
  NONE: [],
  CHIME: [
    { pitch: 784, at: 0, fades: 0.3 },
    { pitch: 1175, at: 0.12, fades: 0.5 },
  ],
  DROP: [{ pitch: 1320, at: 0, fades: 0.16, to: 660 }],
  BELL: [
    { pitch: 1046, at: 0, fades: 1.1 },
    { pitch: 2637, at: 0, fades: 0.5 },
  ],
  KNOCK: [
    { pitch: 220, at: 0, fades: 0.09, shape: 'triangle', to: 140 },
    { pitch: 220, at: 0.16, fades: 0.09, shape: 'triangle', to: 140 },
  ],
  ALARM: [...alarm(0), ...alarm(0.7)],
};

/** Before a note fades it rises this long: an edge would click. */
const risesSeconds = 0.008;

/** @param loudness from 0 to 1 */
export function playNotes(context: AudioContext, notes: readonly Note[], loudness: number): void {
  for (const { pitch, at, fades, shape = 'sine', to } of notes) {
    const start = context.currentTime + at;
    const [oscillator, gain] = [context.createOscillator(), context.createGain()];
    oscillator.type = shape;
    oscillator.frequency.setValueAtTime(pitch, start);
    if (to) oscillator.frequency.exponentialRampToValueAtTime(to, start + fades);
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(loudness, start + risesSeconds);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + risesSeconds + fades);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(start + risesSeconds + fades + 0.05);
  }
}
