/** An attachment that makes a text area as high as its text, up to what its CSS allows; `text` is read to follow it. */
export function autosize(text: () => string): (area: HTMLTextAreaElement) => void {
  return (area) => {
    text();
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  };
}
