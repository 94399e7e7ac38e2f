/** Picks the form a number asks for, by the rule of the language (UX 15). English and French know two. */
export function plural(language: string) {
  const rules = new Intl.PluralRules(language);
  return (count: number, forms: { one: string; other: string }): string =>
    rules.select(count) === 'one' ? forms.one : forms.other;
}
