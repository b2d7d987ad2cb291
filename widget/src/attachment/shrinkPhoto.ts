/** A photo of fewer bytes goes as it is. */
const enoughBytes = 1_500_000;
/** The longer edge of what is made of it, in pixels: text on a photographed page can still be read. */
const longestEdge = 2560;

/**
 * Makes a photo of a phone's camera smaller before it goes over a phone's connection; everything else stays as it is.
 * Throws where the browser cannot.
 */
export async function shrinkPhoto(file: File): Promise<File> {
  if (file.type !== 'image/jpeg' || file.size <= enoughBytes) return file;
  const image = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, longestEdge / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  const content = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
  return content && content.size < file.size ? new File([content], file.name, { type: 'image/jpeg' }) : file;
}
