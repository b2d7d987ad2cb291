/** What may stand in a trace: never what people wrote, or who they are. */
export type SpanAttributes = Record<string, string | number>;

/** A stretch of time in a trace. */
export interface TraceSpan {
  /** Whether somebody will see it; what happens in one that nobody sees, or that is over, is not recorded. */
  readonly isRecording: boolean;
  set(attributes: SpanAttributes): void;
  /** @param errorType a code, when it ended with an error */
  end(errorType?: string): void;
}

/** How the process tells of what it does, for OpenTelemetry; where it is not asked for, there is none of this. */
export interface Tracing {
  /** The innermost span that now runs. */
  current(): TraceSpan | undefined;
  /** Begins one, within `parent` or else the innermost that now runs. */
  begin(name: string, options?: { attributes?: SpanAttributes; parent?: TraceSpan | undefined }): TraceSpan;
  /** Begins one for a request, within that of its sender if the headers tell of one. */
  beginRequest(name: string, headers: Record<string, unknown>, attributes: SpanAttributes): TraceSpan;
  /** Does something within a span. */
  within<Result>(span: TraceSpan, work: () => Result): Result;
  /** Sends what is not sent yet. */
  stop(): Promise<void>;
}

/** Does something in a span of its own, where there is one around it: nothing begins a trace by this. */
export async function traced<Result>(
  tracing: Tracing,
  name: string,
  attributes: SpanAttributes,
  work: () => Promise<Result>,
  parent = tracing.current(),
): Promise<Result> {
  if (!parent?.isRecording) return work();
  const span = tracing.begin(name, { attributes, parent });
  try {
    const result = await work();
    span.end();
    return result;
  } catch (error) {
    span.end(errorTypeOf(error));
    throw error;
  }
}

/** What kind of error it is: messages may tell what was written. */
export function errorTypeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
