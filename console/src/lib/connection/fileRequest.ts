import { failureOfGraphQLError, fetchOperationTexts, RequestFailure } from './api.ts';
import type { Operation, Variables } from './operation.ts';
import { asksForText, requestOf } from './persistedOperation.ts';

/** What whoever sends a file is told meanwhile, and can do about it. */
export interface FileWatch {
  /** Called with the part that has left, from 0 to 1. */
  onProgress: (part: number) => void;
  /** Aborting it takes the request back. */
  signal: AbortSignal;
}

/**
 * Sends a mutation with a file, whose place in the variables is null. @param place of the file: `variables.input.file`
 * @throws RequestFailure
 */
export type SendFile = <D, V extends Variables>(
  operation: Operation<D, V>,
  variables: V,
  place: string,
  file: File,
  watch: FileWatch,
) => Promise<D>;

interface FileRequestOptions {
  url: string;
  /** More headers of every request. */
  headers?: () => Record<string, string>;
  /** Called when the API says that nobody is signed in. */
  onSignedOut?: () => void;
}

/** The API for files, by the GraphQL multipart request specification. Only XMLHttpRequest tells how far an upload is. */
export function createSendFile({ url, headers, onSignedOut }: FileRequestOptions): SendFile {
  return async (operation, variables, place, file, watch) => {
    const send = () => {
      const form = new FormData();
      form.set('operations', JSON.stringify({ ...requestOf(operation), variables }));
      form.set('map', JSON.stringify({ 0: [place] }));
      form.set('0', file);
      return post(url, form, watch, headers?.() ?? {});
    };
    try {
      const answer = await send();
      if (!asksForText(operation, (answer as Answer<unknown> | null)?.errors)) return dataOf(answer);
      await fetchOperationTexts();
      return dataOf(await send());
    } catch (error) {
      if (error instanceof RequestFailure && error.code === 'NOT_SIGNED_IN') onSignedOut?.();
      throw error;
    }
  };
}

function post(
  url: string,
  form: FormData,
  { onProgress, signal }: FileWatch,
  headers: Record<string, string>,
): Promise<unknown> {
  const request = new XMLHttpRequest();
  const answered = Promise.withResolvers<unknown>();
  const fail = () => answered.reject(new RequestFailure('NETWORK'));
  request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
  request.onload = () => answered.resolve(request.response);
  request.onerror = fail;
  request.onabort = fail;
  signal.addEventListener('abort', () => request.abort(), { once: true });
  request.open('POST', url);
  request.responseType = 'json';
  request.setRequestHeader('x-graphql-yoga-csrf', '1');
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  request.send(form);
  return answered.promise;
}

interface Answer<D> {
  data?: D | null;
  errors?: { extensions?: Record<string, unknown> }[];
}

/** What is no answer of GraphQL is a proxy's error page, or a server that is just starting. */
function dataOf<D>(answer: unknown): D {
  const { data, errors } = (answer ?? {}) as Answer<D>;
  const [error] = errors ?? [];
  if (error) throw failureOfGraphQLError(error);
  if (!data) throw new RequestFailure('NETWORK');
  const refused = Object.values(data).find(isSignedOut);
  if (refused) throw new RequestFailure('NOT_SIGNED_IN');
  return data;
}

function isSignedOut(field: unknown): boolean {
  return typeof field === 'object' && field !== null && 'code' in field && field.code === 'NOT_SIGNED_IN';
}
