import { ConnectionLostError, resultOf, type GraphqlAnswer, type Operation } from '../core/graphqlAnswer.ts';
import { asksForText, fetchTexts, requestOf } from '../core/operationRequest.ts';

export interface FilePost {
  file: File;
  /** Who the visitor is. */
  authorization: string;
  /** Gets how much of it is sent, from 0 to 1. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/**
 * Runs an operation that takes a file as `input.file`, as a multipart request. Not by `fetch`, which does not tell how much
 * is sent. Throws ConnectionLostError, OperationError; AbortError when it is given up.
 */
export async function postFile<Result, Variables>(
  operation: Operation<Result, Variables>,
  post: FilePost,
): Promise<Result> {
  const form = new FormData();
  form.set('operations', JSON.stringify({ ...requestOf(operation), variables: { input: { file: null } } }));
  form.set('map', JSON.stringify({ 0: ['variables.input.file'] }));
  form.set('0', post.file, post.file.name);
  const answer = await send<GraphqlAnswer<Result>>(form, post);
  if (asksForText(operation, answer.errors)) {
    await fetchTexts();
    return postFile(operation, post);
  }
  return resultOf(answer);
}

function send<Answer>(form: FormData, { authorization, onProgress, signal }: FilePost): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/graphql');
    request.responseType = 'json';
    request.setRequestHeader('authorization', authorization);
    request.setRequestHeader('x-graphql-yoga-csrf', '1');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    request.onload = () => {
      const answer = request.response as Answer | null;
      // A proxy's error page is no answer.
      if (answer) resolve(answer);
      else reject(new ConnectionLostError());
    };
    request.onerror = request.ontimeout = () => reject(new ConnectionLostError());
    request.onabort = () => reject(new DOMException('given up', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}
