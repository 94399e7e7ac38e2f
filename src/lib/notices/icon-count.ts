/**
 * The red mark with a count on the page's icon and on the installed app (SPEC N4, UX 19.9): so that it is seen even
 * where the tab is one of thirty.
 */
const sizePx = 64;
const originalHref = '/icon.svg';

let drawn: string | null = null;

/** `count`: 0 takes the mark away. */
export async function showIconCount(count: number): Promise<void> {
  setBadge(count);
  const href = count > 0 ? await drawnWith(count > 99 ? '99+' : String(count)) : originalHref;
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (!link || drawn === href) return;
  drawn = href;
  link.type = href === originalHref ? 'image/svg+xml' : 'image/png';
  link.href = href;
}

function setBadge(count: number): void {
  if (!('setAppBadge' in navigator)) return;
  const done = count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge();
  // Only an installed app has one.
  done.catch(() => undefined);
}

async function drawnWith(text: string): Promise<string> {
  const picture = new Image(sizePx, sizePx);
  picture.src = originalHref;
  await picture.decode().catch(() => undefined);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = sizePx;
  const pen = canvas.getContext('2d');
  if (!pen) return originalHref;
  pen.drawImage(picture, 0, 0, sizePx, sizePx);
  const radius = 19;
  const [x, y] = [sizePx - radius, radius];
  pen.fillStyle = '#d4281c';
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
  pen.fillStyle = '#ffffff';
  pen.font = `600 ${text.length > 2 ? 18 : 26}px system-ui, sans-serif`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(text, x, y + 2);
  return canvas.toDataURL('image/png');
}
