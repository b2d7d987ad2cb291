import { type Shape } from './protocol.ts';

type Declarations = Record<string, string | number>;

/**
 * Styles that nothing in the host page can overrule: important inline declarations beat every important rule of its
 * style sheets, layers included. Set one by one through the object model, which a strict content security policy allows.
 */
export function setStyles(element: HTMLElement, declarations: Declarations): void {
  for (const name in declarations) element.style.setProperty(name, `${declarations[name]}`, 'important');
}

export const hostStyles: Declarations = {
  // Everything that the page's rules could have set, at once (`all` leaves out the direction).
  all: 'initial',
  direction: 'ltr',
  display: 'block',
  position: 'fixed',
  'z-index': 2147483647,
  width: 0,
  height: 0,
};

export const frameStyles: Declarations = {
  display: 'block',
  width: '100%',
  height: '100%',
  border: 0,
  // The same as in the frame, or else browsers paint an opaque ground behind it.
  'color-scheme': 'light dark',
};

/** Whether a shape takes the whole screen at the present size of the window. */
export function fillsScreen(shape: Shape): boolean {
  return shape.canFill && matchMedia('(max-width:480px),(max-height:480px)').matches;
}

export function placeHost(host: HTMLElement, shape: Shape): void {
  const viewport = window.visualViewport;
  if (fillsScreen(shape)) {
    // The keyboard of a phone covers the page without resizing it: only the visual viewport tells what is left.
    setStyles(host, {
      top: viewport && viewport.scale < 1.01 ? `${viewport.offsetTop}px` : 0,
      right: 0,
      bottom: 'auto',
      left: 0,
      width: '100%',
      height: viewport ? `${viewport.height * viewport.scale}px` : '100%',
      'max-width': 'none',
      'max-height': 'none',
    });
  } else {
    setStyles(host, {
      top: 'auto',
      right: shape.isLeft ? 'auto' : 'env(safe-area-inset-right,0px)',
      bottom: `calc(env(safe-area-inset-bottom,0px) + ${shape.offset ?? 0}px)`,
      left: shape.isLeft ? 'env(safe-area-inset-left,0px)' : 'auto',
      width: `${shape.width}px`,
      height: `${shape.height}px`,
      'max-width': '100%',
      'max-height': `calc(100% - ${shape.offset ?? 0}px)`,
    });
  }
}
