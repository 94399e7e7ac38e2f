/** What the pages before the desk know: whose Parley this is, and the language of whoever stands at the door. */
import { preferredLanguages } from '$lib/server/accept-language.ts';
import { services } from '$lib/server/services.ts';
import { isLanguage, languageCookie } from '$lib/words/words.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ request, cookies }) => {
  const chosen = cookies.get(languageCookie);
  return {
    workspace: await services().workspaceName(),
    preferred: preferredLanguages(request.headers.get('accept-language')),
    chosen: isLanguage(chosen) ? chosen : null,
  };
};
