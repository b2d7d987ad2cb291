/** A line of a plot. */
export interface Series {
  name: string;
  points: readonly (readonly [x: number, y: number])[];
}

export interface Plot {
  title: string;
  xName: string;
  series: readonly Series[];
}

const size = { width: 640, height: 360 };
const frame = { left: 64, right: 150, top: 40, bottom: 48 };
const colours = ['#0f766e', '#b45309', '#7c3aed', '#be123c'];

/** Draws lines on two logarithmic axes, as an SVG document: what grows evenly is straight. Values are above 0. */
export function drawPlot({ title, xName, series }: Plot): string {
  const points = series.flatMap((one) => one.points);
  const x = axis(
    points.map(([value]) => value),
    frame.left,
    size.width - frame.right,
  );
  const y = axis(
    points.map(([, value]) => value),
    size.height - frame.bottom,
    frame.top,
  );
  const bottom = size.height - frame.bottom;
  const right = size.width - frame.right;
  const grid = [
    ...x.decades.map((at) => line(x.place(at), frame.top, x.place(at), bottom)),
    ...y.decades.map((at) => line(frame.left, y.place(at), right, y.place(at))),
    ...x.decades.map((at) => text(x.place(at), bottom + 18, numberText(at), 'middle')),
    ...y.decades.map((at) => text(frame.left - 8, y.place(at) + 4, numberText(at), 'end')),
  ];
  const drawn = series.map((one, n) => drawSeries(one, colours[n % colours.length] ?? '', x.place, y.place));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" font-family="system-ui, sans-serif" font-size="12">`,
    `<style>text{fill:#334155}.grid{stroke:#cbd5e1}@media (prefers-color-scheme:dark){text{fill:#cbd5e1}.grid{stroke:#475569}}</style>`,
    `<text x="${frame.left}" y="20" font-size="14" font-weight="600">${escaped(title)}</text>`,
    ...grid,
    text((frame.left + right) / 2, size.height - 10, xName, 'middle'),
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}

/** A logarithmic axis over whole decades, from `start` to `end` in the drawing. */
function axis(values: readonly number[], start: number, end: number) {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  const place = (value: number) => start + ((Math.log10(value) - low) / (high - low)) * (end - start);
  return { place, decades: Array.from({ length: high - low + 1 }, (_, n) => 10 ** (low + n)) };
}

function drawSeries(
  { name, points }: Series,
  colour: string,
  xOf: (value: number) => number,
  yOf: (value: number) => number,
): string {
  const places = points.map(([x, y]) => `${xOf(x).toFixed(1)},${yOf(y).toFixed(1)}`);
  const dots = points.map(
    ([x, y]) => `<circle cx="${xOf(x).toFixed(1)}" cy="${yOf(y).toFixed(1)}" r="3" fill="${colour}"/>`,
  );
  const [lastX = 0, lastY = 1] = points.at(-1) ?? [];
  return [
    `<polyline points="${places.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    ...dots,
    `<text x="${(xOf(lastX) + 8).toFixed(1)}" y="${(yOf(lastY) + 4).toFixed(1)}" style="fill:${colour}">${escaped(name)}</text>`,
  ].join('\n');
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `<line class="grid" x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}"/>`;
}

function text(x: number, y: number, words: string, anchor: 'middle' | 'end'): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${escaped(words)}</text>`;
}

const numberText = (value: number) => (value >= 1 ? value.toLocaleString('en') : String(value));

const escaped = (words: string) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
