/** Two soft tones, in hertz, the second a fourth above the first. */
const tones = [659.3, 880];
const toneSeconds = 0.16;
const loudness = 0.12;

let context: AudioContext | undefined;

/** Plays a short sound, made by the browser itself; silent where it may not be heard. */
export async function playChime(): Promise<void> {
  context ??= new AudioContext();
  await context.resume();
  const audio = context;
  tones.forEach((frequency, place) => {
    const start = audio.currentTime + place * toneSeconds;
    const tone = new OscillatorNode(audio, { type: 'sine', frequency });
    const gain = new GainNode(audio, { gain: 0 });
    gain.gain.setTargetAtTime(loudness, start, 0.01);
    gain.gain.setTargetAtTime(0, start + toneSeconds / 2, 0.08);
    tone.connect(gain).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 4 * toneSeconds);
  });
}
