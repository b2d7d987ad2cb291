import { AsyncLocalStorage } from 'node:async_hooks';
import type { Span } from '@opentelemetry/api';
import type * as Sdk from '@opentelemetry/sdk-trace';
import type { Environment } from '../../core/environment.ts';
import type { Log } from '../../core/log.ts';
import type { TraceSampling } from '../../core/traceSampling.ts';
import type { SpanAttributes, TraceSpan, Tracing } from '../../core/tracing.ts';

/** So long the collector may keep a process from stopping. */
const stopTimeoutMs = 5_000;

/**
 * Begins to record traces and to send them to OTEL_EXPORTER_OTLP_ENDPOINT, by OTLP over HTTP; undefined where it is not
 * set. OpenTelemetry's packages are loaded only then. Nothing of it is global: several can run in one process.
 */
export async function startTracing(environment: Environment, log: Log): Promise<Tracing | undefined> {
  if (environment.tracesEndpoint === undefined) return undefined;
  const [api, core, resources, sdk, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/core'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ]);
  const { trace, ROOT_CONTEXT, defaultTextMapGetter, SpanStatusCode, SpanKind } = api;
  const provider = new sdk.TracerProvider({
    resource: resources
      .defaultResource()
      .merge(resources.resourceFromAttributes({ 'service.name': environment.traceServiceName }))
      .merge(resources.detectResources({ detectors: [resources.resourceAttributesEnvDetector] })),
    sampler: samplerOf(sdk, environment.traceSampling),
    // The exporter takes address and headers from the standard's variables by itself.
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
  const tracer = provider.getTracer('dukou');
  const propagator = new core.W3CTraceContextPropagator();
  const running = new AsyncLocalStorage<RecordedSpan>();

  class RecordedSpan implements TraceSpan {
    readonly inner: Span;
    #isOver = false;
    constructor(inner: Span) {
      this.inner = inner;
    }
    get isRecording(): boolean {
      return this.inner.isRecording();
    }
    set(attributes: SpanAttributes): void {
      this.inner.setAttributes(attributes);
    }
    end(errorType?: string): void {
      if (this.#isOver) return;
      this.#isOver = true;
      if (errorType !== undefined)
        this.inner.setAttribute('error.type', errorType).setStatus({ code: SpanStatusCode.ERROR });
      this.inner.end();
    }
  }

  log.info({ endpoint: environment.tracesEndpoint }, 'traces are sent to a collector');
  return {
    current: () => running.getStore(),
    begin(name, { attributes = {}, parent = running.getStore() } = {}) {
      const around =
        parent instanceof RecordedSpan ? trace.setSpan(ROOT_CONTEXT, parent.inner) : ROOT_CONTEXT;
      return new RecordedSpan(tracer.startSpan(name, { attributes }, around));
    },
    beginRequest(name, headers, attributes) {
      const sender = propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);
      return new RecordedSpan(tracer.startSpan(name, { attributes, kind: SpanKind.SERVER }, sender));
    },
    within: (span, work) => (span instanceof RecordedSpan ? running.run(span, work) : work()),
    async stop() {
      const patience = new Promise<void>((resolve) => setTimeout(resolve, stopTimeoutMs).unref());
      await Promise.race([provider.shutdown(), patience]).catch((error: unknown) =>
        log.warn({ err: error }, 'the last traces could not be sent'),
      );
    },
  };
}

/** The standard's samplers, by their names there. */
function samplerOf(sdk: typeof Sdk, { sampler, ratio }: TraceSampling): Sdk.Sampler {
  const isParentBased = sampler.startsWith('parentbased_');
  const root = {
    always_on: () => new sdk.AlwaysOnSampler(),
    always_off: () => new sdk.AlwaysOffSampler(),
    traceidratio: () => new sdk.TraceIdRatioBasedSampler(ratio),
  }[sampler.replace('parentbased_', '') as 'always_on' | 'always_off' | 'traceidratio']();
  return isParentBased ? new sdk.ParentBasedSampler({ root }) : root;
}
