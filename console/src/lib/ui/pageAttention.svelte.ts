/** Whether somebody looks at the page: it is visible and its window has the focus. */
class PageAttention {
  isHeld = $state(false);

  constructor() {
    const update = () => (this.isHeld = document.visibilityState === 'visible' && document.hasFocus());
    update();
    for (const type of ['focus', 'blur'] as const) window.addEventListener(type, update);
    document.addEventListener('visibilitychange', update);
  }
}

export const pageAttention = new PageAttention();
