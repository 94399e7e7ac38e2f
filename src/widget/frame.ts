/** The panel's entry: the real frame on the real line. */
import { joinWidget } from '#sync/join-widget.ts';
import { startFrame } from './start-frame.ts';

startFrame(joinWidget);
