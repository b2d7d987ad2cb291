declare global {
  namespace App {
    interface Error {
      /** What went wrong, as the API names it; the page puts it into words. */
      code?: string;
    }
    interface PageData {
      /** For a page that has the desk for itself, without the visitors' lists beside it: what it is called. */
      wholePage?: { name: () => string };
    }
  }
}

export {};
