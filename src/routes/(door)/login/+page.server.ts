import { safePath } from '$lib/server/who-goes-where.ts';
import type { PageServerLoad } from './$types';

/** `next`: where the person was going when they were sent here. */
export const load: PageServerLoad = ({ url }) => ({ next: safePath(url.searchParams.get('next')) });
