/** Waits for a promise, at most so long. @throws Error with the given text when the time is over */
export async function withinTime<T>(milliseconds: number, promise: Promise<T>, text: string): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(text)), milliseconds);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
