import type { Attachment } from 'svelte/attachments';

/** Closer to what is seen than this, it is near. */
const margin = '600px';

/** Calls back when what it is attached to comes near to where one looks. */
export function whenNear(callBack: () => void): Attachment {
  return (mark) => {
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && callBack(), {
      rootMargin: margin,
    });
    observer.observe(mark);
    return () => observer.disconnect();
  };
}
