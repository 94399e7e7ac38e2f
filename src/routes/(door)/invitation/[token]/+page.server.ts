import { error } from '@sveltejs/kit';
import { refusalSentence } from '$lib/refusals/refusals.ts';
import { services } from '$lib/server/services.ts';
import type { PageServerLoad } from './$types';

/** Looking at a link uses nothing, so whoever scans mail does no harm (T23). */
export const load: PageServerLoad = async ({ params, locals }) => {
  const found = await services().invitation(params.token);
  if (!found.ok) {
    const { language } = locals;
    error(found.status, { message: refusalSentence(found.error, language), language });
  }
  return { email: found.value.email, token: params.token };
};
