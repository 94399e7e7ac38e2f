import { isTopic, type Topic } from '$lib/desk/topics.ts';

/** The pages of the settings that have an address: /settings/groups and the others. */
export function match(param: string): param is Topic {
  return isTopic(param);
}
