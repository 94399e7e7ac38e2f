import type { Refusals } from './shape.ts';

export const fr: Refusals = {
  requests: {
    malformed: 'Un élément de cette demande n’a pas la forme attendue.',
    'not-json': 'Envoyez ceci en JSON, avec le type de contenu application/json.',
    'bad-json': 'Ceci n’est pas du JSON valide.',
    'too-big': 'C’est trop à envoyer en une fois.',
    'too-slow': 'L’envoi a pris trop de temps. Réessayez.',
    empty: 'À remplir.',
    'too-long': 'C’est trop long. Restez sous 80 caractères.',
    'email-wrong': 'Cela ne ressemble pas à une adresse e-mail.',
    'email-letters':
      'Impossible d’écrire à cette adresse\u202f: avant le @, il ne faut que des lettres sans accent, des chiffres et des signes.',
    'email-inbound': 'Cette adresse est celle de Parley. Utilisez l’adresse d’une personne.',
    'password-short': 'Utilisez au moins 8 caractères\u202f; 15, c’est mieux.',
    'password-long': 'Utilisez au plus 128 caractères.',
    'password-blank': 'Utilisez autre chose que des espaces.',
    'password-letters': 'Il contient un caractère qu’aucun clavier ne peut taper.',
    'password-common': 'C’est l’un des mots de passe essayés en premier. Choisissez-en un autre.',
    'not-signed-in': 'Connectez-vous d’abord.',
    'wrong-pair': 'Cette adresse e-mail et ce mot de passe ne vont pas ensemble.',
    'wrong-password': 'Ce n’est pas votre mot de passe.',
    removed: 'Vous n’êtes plus dans cette équipe. Ce qui était sur cet appareil a été effacé.',
    'no-such-member': 'Cette personne n’est plus là.',
    'not-in-bin': 'Cette conversation n’est plus dans la corbeille. Rien n’a été supprimé.',
    'last-owner': 'Cet espace doit avoir un propriétaire. Nommez d’abord quelqu’un d’autre.',
    'not-yourself': 'Vous ne pouvez pas vous retirer. Demandez à un autre propriétaire ou admin.',
    'not-allowed': 'Votre rôle ne le permet pas.',
    'cross-site':
      'Cette demande vient d’un autre site. Ouvrez Parley à sa propre adresse et réessayez.',
    rate: 'Trop d’essais. Attendez un peu, puis réessayez.',
    banned: 'Cette discussion ne vous est pas accessible.',
    'no-such-page': 'Il n’y a rien à cette adresse.',
    'no-such-method': 'Cette adresse ne comprend pas ce genre de demande.',
    'no-such-site': 'Parley ne connaît aucun site de ce nom.',
    'not-set-up': 'Ce Parley n’est pas encore configuré. Ouvrez d’abord /setup.',
    'already-set-up': 'Ce Parley est déjà configuré. Connectez-vous.',
    'already-member': 'Cette adresse fait déjà partie de l’équipe.',
    'link-ended':
      'Ce lien a déjà servi ou il est trop ancien. Demandez-en un nouveau à qui vous a invité.',
    unavailable:
      'Parley ne peut pas le faire pour l’instant. Rien n’a changé\u202f; réessayez dans un moment.',
  },
  closings: {
    brokenBytes: 'Parley et ce navigateur ne se sont pas compris. Rechargez la page.',
    signIn: 'Connectez-vous à nouveau.',
    mayNotWrite: 'Votre rôle ne permet pas d’écrire ici.',
    noSuchRoom: 'Cette conversation n’est plus ici.',
    epochChanged: 'Cette conversation a été renouvelée, elle est rechargée.',
    clientTooOld:
      'Parley a été mis à jour. Rechargez la page\u202f; ce que vous avez écrit est gardé.',
    restart: 'Parley redémarre et revient dans un instant.',
    tooSlow: 'La connexion était trop lente. Nouvelle connexion.',
    rate: 'Trop de choses à la fois. Nouvelle connexion dans un instant.',
  },
};
