import { services } from '$lib/server/services.ts';
import type { PageServerLoad } from './$types';

/** The address that goes into the line for a site. */
export const load: PageServerLoad = () => ({ origin: services().publicUrl() });
