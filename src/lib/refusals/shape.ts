import type { HttpRefusal } from '#domain/services.ts';
import type { CloseName } from '#domain/wire.ts';

/** One sentence for each way a request is refused or a line is closed. A language without one does not compile. */
export interface Refusals {
  requests: Record<HttpRefusal, string>;
  closings: Record<CloseName, string>;
}
