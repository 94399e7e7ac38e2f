// `npm run build`: the widget, then the app, and a note of the sources they were built from.

import { build } from './set-up.mjs';

process.exit(await build());
