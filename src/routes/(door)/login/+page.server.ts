import { safePath } from '$lib/server/who-goes-where.ts';
import type { PageServerLoad } from './$types';

/** `next`: where the person was going when they were sent here. `again`: the desk sent them, its session had ended.
 * `removed`: they are no longer in the team, and the device is empty. */
export const load: PageServerLoad = ({ url }) => ({
  next: safePath(url.searchParams.get('next')),
  again: url.searchParams.has('again'),
  removed: url.searchParams.has('removed'),
});
