// The empty page that the service worker keeps and serves for every address of the desk (`src/service-worker.ts`).
// It has an ending so that it counts as a file: nobody needs to be signed in to fetch it, and it says nothing.
export const ssr = false;
