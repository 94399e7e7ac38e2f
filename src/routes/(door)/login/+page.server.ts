import { safePath } from '$lib/server/who-goes-where.ts';
import type { PageServerLoad } from './$types';

/** `next`: where the person was going when they were sent here. `again`: the desk sent them, its session had ended. */
export const load: PageServerLoad = ({ url }) => ({
  next: safePath(url.searchParams.get('next')),
  again: url.searchParams.has('again'),
});
