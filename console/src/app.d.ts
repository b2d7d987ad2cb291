declare global {
  namespace App {
    interface Error {
      /** What went wrong, as the API names it; the page puts it into words. */
      code?: string;
    }
  }
}

export {};
