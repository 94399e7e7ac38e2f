/**
 * What people read when a request is refused or a line is closed: one sentence each, in every language (UX 15). Why a single
 * entry was refused is said by `words`, because it stands beside the entry.
 */
import type { HttpRefusal } from '#domain/services.ts';
import type { CloseName } from '#domain/wire.ts';
import type { Language } from './words/words.ts';

type Sentence = Record<Language, string>;

const refusals: Record<HttpRefusal, Sentence> = {
  malformed: {
    en: 'Something in this request is not as Parley expects it.',
    fr: 'Un élément de cette demande n’a pas la forme attendue.',
  },
  'not-json': {
    en: 'Send this as JSON, with the content type application/json.',
    fr: 'Envoyez ceci en JSON, avec le type de contenu application/json.',
  },
  'bad-json': {
    en: 'This is not valid JSON.',
    fr: 'Ceci n’est pas du JSON valide.',
  },
  'too-big': {
    en: 'This is too much to send at once.',
    fr: 'C’est trop à envoyer en une fois.',
  },
  'too-slow': {
    en: 'This took too long to arrive. Try again.',
    fr: 'L’envoi a pris trop de temps. Réessayez.',
  },
  empty: { en: 'Fill this in.', fr: 'À remplir.' },
  'too-long': {
    en: 'This is too long. Keep it under 80 characters.',
    fr: 'C’est trop long. Restez sous 80 caractères.',
  },
  'email-wrong': {
    en: 'This does not look like an email address.',
    fr: 'Cela ne ressemble pas à une adresse e-mail.',
  },
  'email-letters': {
    en: 'Mail cannot be sent to this address: before the @, only plain letters, digits and signs work.',
    fr: 'Impossible d’écrire à cette adresse : avant le @, seuls les lettres sans accent, les chiffres et les signes fonctionnent.',
  },
  'email-inbound': {
    en: 'This address belongs to Parley itself. Use a person’s own address.',
    fr: 'Cette adresse est celle de Parley. Utilisez l’adresse d’une personne.',
  },
  'password-short': {
    en: 'Use at least 8 characters; 15 are better.',
    fr: 'Utilisez au moins 8 caractères ; 15, c’est mieux.',
  },
  'password-long': {
    en: 'Use at most 128 characters.',
    fr: 'Utilisez au plus 128 caractères.',
  },
  'password-blank': {
    en: 'Use more than spaces.',
    fr: 'Utilisez autre chose que des espaces.',
  },
  'password-letters': {
    en: 'There is a character in it that no keyboard can type.',
    fr: 'Il contient un caractère qu’aucun clavier ne peut taper.',
  },
  'password-common': {
    en: 'This is one of the passwords that are tried first. Choose another.',
    fr: 'C’est l’un des mots de passe essayés en premier. Choisissez-en un autre.',
  },
  'not-signed-in': {
    en: 'Sign in first.',
    fr: 'Connectez-vous d’abord.',
  },
  'wrong-pair': {
    en: 'This email and password do not belong together.',
    fr: 'Cette adresse e-mail et ce mot de passe ne vont pas ensemble.',
  },
  'wrong-password': {
    en: 'This is not your password.',
    fr: 'Ce n’est pas votre mot de passe.',
  },
  removed: {
    en: 'You are no longer in this team. What was on this device has been removed.',
    fr: 'Vous n’êtes plus dans cette équipe. Ce qui était sur cet appareil a été effacé.',
  },
  'no-such-member': {
    en: 'This colleague is not there any more.',
    fr: 'Ce collègue n’est plus là.',
  },
  'last-owner': {
    en: 'Somebody must own this workspace. Make a colleague owner first.',
    fr: 'Cet espace doit avoir un propriétaire. Nommez d’abord quelqu’un d’autre.',
  },
  'not-yourself': {
    en: 'You cannot remove yourself. Ask another owner or admin.',
    fr: 'Vous ne pouvez pas vous retirer. Demandez à un autre propriétaire ou admin.',
  },
  'not-allowed': {
    en: 'Your role does not allow this.',
    fr: 'Votre rôle ne le permet pas.',
  },
  'cross-site': {
    en: 'This came from another site. Open Parley at its own address and try again.',
    fr: 'Cette demande vient d’un autre site. Ouvrez Parley à sa propre adresse et réessayez.',
  },
  rate: {
    en: 'That was tried too often. Wait a little and try again.',
    fr: 'Trop d’essais. Attendez un peu, puis réessayez.',
  },
  banned: {
    en: 'This chat is not available to you.',
    fr: 'Cette discussion ne vous est pas accessible.',
  },
  'no-such-page': { en: 'There is nothing here.', fr: 'Il n’y a rien ici.' },
  'no-such-method': {
    en: 'This address does not understand that kind of request.',
    fr: 'Cette adresse ne comprend pas ce genre de demande.',
  },
  'no-such-site': {
    en: 'Parley knows no site by this name.',
    fr: 'Parley ne connaît aucun site de ce nom.',
  },
  'not-set-up': {
    en: 'This Parley is not set up yet. Open /setup first.',
    fr: 'Ce Parley n’est pas encore configuré. Ouvrez d’abord /setup.',
  },
  'already-set-up': {
    en: 'This Parley is set up already. Sign in instead.',
    fr: 'Ce Parley est déjà configuré. Connectez-vous.',
  },
  'already-member': {
    en: 'Somebody with this address is on the team already.',
    fr: 'Cette adresse fait déjà partie de l’équipe.',
  },
  'link-ended': {
    en: 'This link is used up or too old. Ask whoever invited you for a new one.',
    fr: 'Ce lien a déjà servi ou il est trop ancien. Demandez-en un nouveau à qui vous a invité.',
  },
  unavailable: {
    en: 'Parley cannot do this right now. Nothing was changed; try again in a moment.',
    fr: 'Parley ne peut pas le faire pour l’instant. Rien n’a changé ; réessayez dans un moment.',
  },
};

const closings: Record<CloseName, Sentence> = {
  brokenBytes: {
    en: 'Parley and this browser did not understand each other. Reload the page.',
    fr: 'Parley et ce navigateur ne se sont pas compris. Rechargez la page.',
  },
  signIn: {
    en: 'Sign in again.',
    fr: 'Connectez-vous à nouveau.',
  },
  mayNotWrite: {
    en: 'Your role does not allow writing here.',
    fr: 'Votre rôle ne permet pas d’écrire ici.',
  },
  noSuchRoom: {
    en: 'This conversation is no longer here.',
    fr: 'Cette conversation n’est plus ici.',
  },
  epochChanged: {
    en: 'This conversation was renewed and is being fetched again.',
    fr: 'Cette conversation a été renouvelée, elle est rechargée.',
  },
  clientTooOld: {
    en: 'Parley was updated. Reload the page; what you wrote is kept.',
    fr: 'Parley a été mis à jour. Rechargez la page ; ce que vous avez écrit est gardé.',
  },
  restart: {
    en: 'Parley restarts and is back in a moment.',
    fr: 'Parley redémarre et revient dans un instant.',
  },
  tooSlow: {
    en: 'The connection was too slow to keep up. Connecting again.',
    fr: 'La connexion était trop lente. Nouvelle connexion.',
  },
  rate: {
    en: 'Too much at once. Connecting again in a moment.',
    fr: 'Trop de choses à la fois. Nouvelle connexion dans un instant.',
  },
};

export function refusalSentence(refusal: HttpRefusal, language: Language): string {
  return refusals[refusal][language];
}

export function closeSentence(name: CloseName, language: Language): string {
  return closings[name][language];
}

export function isHttpRefusal(key: unknown): key is HttpRefusal {
  return typeof key === 'string' && Object.hasOwn(refusals, key);
}
