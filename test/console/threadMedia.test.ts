import { describe, expect, it, vi } from 'vitest';
import { isUnplayable, mediaOf, playingTime } from '#lib/attachment/attachmentMedia.ts';
import { AudioState, letOnlyPlay, type Player } from '#lib/attachment/audioState.svelte.ts';
import { LightboxState } from '#lib/attachment/lightboxState.svelte.ts';
import { buildAttachment } from './build.ts';

describe('what a message brings', () => {
  it.each([
    ['IMAGE', 'image/png', 'image', false],
    ['FILE', 'audio/mpeg', 'audio', false],
    ['FILE', 'video/quicktime', 'video', false],
    ['FILE', 'audio/amr', 'file', true],
    ['FILE', 'video/3gpp', 'file', true],
    ['FILE', 'application/pdf', 'file', false],
  ] as const)('as %s of the type %s is shown as %s', (kind, mediaType, media, isMute) => {
    const attachment = { kind, mediaType };
    expect([mediaOf(attachment), isUnplayable(attachment)]).toEqual([media, isMute]);
  });

  it('and was kept before types were known is a file', () => {
    expect(mediaOf({ kind: 'FILE' } as Parameters<typeof mediaOf>[0])).toBe('file');
  });

  it.each([
    [NaN, '0:00'],
    [7.9, '0:07'],
    [605, '10:05'],
    [3_765, '1:02:45'],
  ])('and plays for %s seconds says so as %s', (seconds, text) => {
    expect(playingTime(seconds)).toBe(text);
  });
});

describe('a voice message', () => {
  function build() {
    const audio = new AudioState();
    const player = {
      currentTime: 0,
      playbackRate: 1,
      play: vi.fn(() => Promise.resolve().then(() => void (audio.isPlaying = true))),
      pause: vi.fn(() => void (audio.isPlaying = false)),
    } satisfies Player;
    return { audio, player, detach: audio.attach(player) };
  }

  it('is heard alone: who begins silences the one before, and a video too', async () => {
    const [one, other] = [build(), build()];
    await one.audio.toggle();
    await other.audio.toggle();
    expect([one.audio.isPlaying, other.audio.isPlaying]).toEqual([false, true]);
    letOnlyPlay({ pause: () => undefined });
    expect(other.audio.isPlaying).toBe(false);
  });

  it('is stopped and gone on with, jumps, and begins again after its end', async () => {
    const { audio, player } = build();
    await audio.toggle();
    await audio.toggle();
    expect([audio.isPlaying, player.pause.mock.calls.length]).toEqual([false, 1]);
    audio.seek(6);
    expect([player.currentTime, audio.place]).toEqual([6, 6]);
    audio.ended();
    expect([player.currentTime, audio.place]).toEqual([0, 0]);
  });

  it('is heard faster by steps, and as fast when it is played again', async () => {
    const { audio, player } = build();
    const speeds = [1, 2, 3].map(() => {
      audio.changeSpeed();
      return player.playbackRate;
    });
    expect(speeds).toEqual([1.5, 2, 1]);
    audio.changeSpeed();
    player.playbackRate = 1;
    await audio.toggle();
    expect(player.playbackRate).toBe(1.5);
  });

  it('is silent when its thread is left', async () => {
    const { audio, player, detach } = build();
    await audio.toggle();
    detach();
    expect(player.pause).toHaveBeenCalled();
  });
});

describe('the lightbox', () => {
  const images = ['a', 'b', 'c'].map((id) => buildAttachment(id));
  const [a, b] = images as [(typeof images)[0], (typeof images)[0]];
  const shown = (lightbox: LightboxState) => lightbox.image?.id;

  it('goes through the images of a talk by key, and stops at its ends', () => {
    const lightbox = new LightboxState();
    lightbox.open(b, images);
    expect([shown(lightbox), lightbox.hasPrevious, lightbox.hasNext]).toEqual(['b', true, true]);
    for (const key of ['ArrowRight', 'ArrowRight']) lightbox.handleKey(key);
    expect([shown(lightbox), lightbox.hasNext]).toEqual(['c', false]);
    for (const key of ['Home', 'ArrowLeft']) lightbox.handleKey(key);
    expect([shown(lightbox), lightbox.hasPrevious]).toEqual(['a', false]);
  });

  it('enlarges by steps, and shows the next one whole again', () => {
    const lightbox = new LightboxState();
    lightbox.open(a, images);
    for (let step = 0; step < 9; step++) lightbox.handleKey('+');
    expect(lightbox.zoom).toBe(6);
    lightbox.handleKey('-');
    expect(lightbox.zoom).toBe(4);
    lightbox.handleKey('ArrowRight');
    expect(lightbox.zoom).toBe(1);
    lightbox.handleKey('-');
    expect([lightbox.zoom, lightbox.handleKey('x')]).toEqual([1, false]);
  });

  it('shows an image that belongs to no talk alone, and is closed again', () => {
    const lightbox = new LightboxState();
    lightbox.open(a, []);
    expect([shown(lightbox), lightbox.hasNext]).toEqual(['a', false]);
    lightbox.close();
    expect(lightbox.image).toBeNull();
  });
});
