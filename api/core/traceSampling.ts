/** OpenTelemetry's names for which traces are recorded; `parentbased_` ones leave it to the sender of a request if it says. */
export const samplers = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

/** Which traces are recorded. */
export interface TraceSampling {
  sampler: (typeof samplers)[number];
  /** Of all traces, for samplers by ratio. */
  ratio: number;
}
