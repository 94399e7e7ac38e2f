/**
 * Makes a small square picture of whatever a person picked, in the browser: 256 pixels, and nothing in it but the pixels
 * (a canvas knows no EXIF, so no place and no device leave with it). SPEC S5; UX 19.19.
 */
import { limits } from '#domain/limits.ts';

const sidePixels = 256;
/** Tried in turn until it fits. */
const qualities = [0.85, 0.7, 0.5];

/** A data URL; null where the file is no picture that this browser can draw, or none that fits. */
export async function shrinkPicture(file: Blob): Promise<string | null> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(
    () => null,
  );
  if (!bitmap) return null;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = sidePixels;
  const context = canvas.getContext('2d');
  if (!context) return null;
  // The middle of it, as large as fits.
  const side = Math.min(bitmap.width, bitmap.height);
  const [left, top] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2];
  context.fillStyle = '#fff';
  context.fillRect(0, 0, sidePixels, sidePixels);
  context.drawImage(bitmap, left, top, side, side, 0, 0, sidePixels, sidePixels);
  bitmap.close();
  const made = qualities.map((quality) => canvas.toDataURL('image/jpeg', quality));
  return made.find((url) => url.length <= limits.pictureCharacters) ?? null;
}
