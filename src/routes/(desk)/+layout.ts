// The desk is drawn by the browser alone: what it shows is on the device, and it must open with no network.
export const ssr = false;
