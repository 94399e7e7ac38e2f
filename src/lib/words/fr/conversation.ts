/** What can be done with one conversation, and what was: its head, its messages, its changes. */
import type { Words } from '../en/index.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const conversation: Words['conversation'] = {
  block: 'Bloquer',
  blockHere: 'Bloquer dans ce chat',
  blockHereHow: 'Les messages restent ici, sans alerter personne. Rien ne se voit de l’autre côté.',
  ban: 'Bannir partout',
  banHow: 'Son chat disparaît et plus rien n’arrive.',
  forDays: (count) => n(count, { one: 'Pour 1 jour', other: `Pour ${count} jours` }),
  forEver: 'Pour toujours',
  unblock: 'Débloquer',
  banOffline: 'Un bannissement prend effet dès que cet appareil est en ligne.',
  blockTitle: (name) => `Bloquer ${name}`,
  banTitle: (name, days) =>
    days === null
      ? `Bannir ${name} pour toujours`
      : n(days, {
          one: `Bannir ${name} pour 1 jour`,
          other: `Bannir ${name} pour ${days} jours`,
        }),
  why: 'Pourquoi',
  whyHow: 'Un mot pour votre équipe, si vous voulez. La personne ne le voit jamais.',
  whyWas: (why) => `«\u202f${why}\u202f»`,
  banNow: 'Bannir',
  doneBlocked: (name) => `Blocage\u202f: ${name}`,
  doneBanned: (name) => `Bannissement\u202f: ${name}`,
  doneUnblocked: (name) => `Déblocage\u202f: ${name}`,
  more: 'Plus',
  copyLink: 'Copier le lien',
  transcript: 'Transcription…',
  merge: 'Fusionner avec…',
  summary: 'Épingler un résumé',
  print: 'Imprimer',
  deleteForGood: 'Supprimer pour de bon…',
  blockedUntil: (time) =>
    time === null
      ? 'Personne bloquée. Ses messages restent ici.'
      : `Personne bloquée jusqu’à ${time}.`,
  bannedUntil: (time) =>
    time === null ? 'Personne bannie. Plus rien n’arrive.' : `Personne bannie jusqu’à ${time}.`,
  inBin: (time) => `À la corbeille. Suppression définitive le ${time}.`,
  mergedInto: (name) => `Affichée dans la conversation avec ${name}.`,
  openIt: 'L’ouvrir',
  unmerge: 'Séparer de nouveau',
  mergedFrom: (count) =>
    n(count, {
      one: 'Avec 1 autre conversation',
      other: `Avec ${count} autres conversations`,
    }),
  from: (name) => `de ${name}`,

  messageMenu: (who) => `Menu du message de ${who}`,
  quote: 'Citer',
  react: 'Réagir',
  reactWith: (emoji) => `Réagir avec ${emoji}`,
  reactedBy: (emoji, who) => `${emoji}, ${who}`,
  edit: 'Modifier',
  unsend: 'Retirer pour tout le monde',
  copy: 'Copier',
  unreadFromHere: 'Marquer non lu à partir d’ici',
  removed: 'Message retiré',
  removedByVisitor: 'Retiré de l’autre côté',
  edited: 'modifié',
  showBefore: 'Ce qui était écrit avant',
  hideBefore: 'Masquer ce qui était écrit avant',
  save: 'Enregistrer',
  cancel: 'Annuler',
  editing: 'Modifier ce message',
  tooLate: 'Cinq minutes ont passé. Il ne peut plus être modifié.',
  unsent: 'Retiré. Ce message n’est plus visible de l’autre côté.',
  quoting: (who) => `Citation de ${who}`,
  dropQuote: 'Ne pas citer',
  quoteGone: 'Un message qui n’est pas ici',
  sendAnd: 'Autres façons d’envoyer',
  undo: 'Annuler',
  later: 'Messages suivants',
  fold: 'Replier',

  mergeTitle: 'Fusionner avec une autre conversation',
  mergeHow: 'Ses messages s’affichent ici, dans l’ordre du temps. Chacun garde son propre chat.',
  mergeFind: 'Chercher un nom ou des mots',
  mergeNone: 'Aucune autre conversation ne convient.',
  mergeSame: 'Même contact',
  merged: (name) => `Fusion\u202f: ${name}`,
  unmerged: 'De nouveau séparées',

  summaryTitle: 'Résumé',
  summaryOnly: 'Seule votre équipe voit ceci',
  summaryWrite: 'Ce qu’il faut savoir d’abord',
  summaryHide: 'Masquer le résumé',

  transcriptTitle: 'Transcription',
  transcriptFormat: 'Format',
  transcriptText: 'Texte',
  transcriptHtml: 'Page web',
  transcriptJson: 'JSON',
  transcriptInternal: 'Copie interne, avec les commentaires',
  transcriptInternalHow: 'À ne remettre à personne hors de l’équipe.',
  transcriptOf: (name, day) => `Conversation avec ${name}, ${day}`,
  download: 'Télécharger',
  comment: 'commentaire',

  purgeTitle: 'Supprimer cette conversation pour de bon\u202f?',
  purgeHow: 'Chaque message est effacé, ici et dans le chat du site. Personne ne peut la rétablir.',
  purge: 'Supprimer pour de bon',
  purging: 'Suppression…',
  purgeOffline: 'Il faut une connexion.',
  purgeFailed: 'La suppression n’a pas abouti. Réessayez dans un instant.',

  event: {
    grouped: (who, group) =>
      who ? `${who} a donné ceci à ${group}` : `Vous avez donné ceci à ${group}`,
    ungrouped: (who) =>
      who ? `${who} a retiré ceci de son groupe` : 'Vous avez retiré ceci de son groupe',
    spread: (whom) =>
      whom ? `Attribution à ${whom}, à son tour` : 'Attribution à vous, à votre tour',
    agentAway: 'Rendue à tous\u202f: la personne en charge n’était plus là',
    joined: (who) => (who ? `${who} participe` : 'Vous participez'),
    joinedBy: (who, whom) =>
      who ? `${who} a invité ${whom} à participer` : `Vous avez invité ${whom} à participer`,
    left: (who) => (who ? `${who} ne participe plus` : 'Vous ne participez plus'),
    leftBy: (who, whom) => (who ? `${who} a retiré ${whom}` : `Vous avez retiré ${whom}`),
    tagged: (who, tag) =>
      who ? `${who} a ajouté l’étiquette ${tag}` : `Vous avez ajouté l’étiquette ${tag}`,
    untagged: (who, tag) =>
      who ? `${who} a retiré l’étiquette ${tag}` : `Vous avez retiré l’étiquette ${tag}`,
    waived: (who) =>
      who ? `${who}\u202f: aucune réponse nécessaire` : 'Vous\u202f: aucune réponse nécessaire',
    snoozed: (who, time) =>
      who
        ? `${who} a mis ceci en veille jusqu’à ${time}`
        : `Vous avez mis ceci en veille jusqu’à ${time}`,
    snoozedForReply: (who) =>
      who
        ? `${who} a mis ceci en veille jusqu’au prochain message`
        : 'Vous avez mis ceci en veille jusqu’au prochain message',
    woken: (who) => (who ? `${who} a réveillé ceci` : 'Vous avez réveillé ceci'),
    page: (visitor, page) => `${visitor} est sur la page «\u202f${page}\u202f»`,
    wokenDue: 'Fin de la veille',
    binned: (who) =>
      who ? `${who} a mis ceci à la corbeille` : 'Vous avez mis ceci à la corbeille',
    restored: (who) =>
      who ? `${who} a sorti ceci de la corbeille` : 'Vous avez sorti ceci de la corbeille',
    restoredByMessage: 'Hors de la corbeille\u202f: quelqu’un a écrit',
    restoredUnseen: 'Hors de la corbeille\u202f: un message était arrivé sans être vu',
    blocked: (who) => (who ? `${who} a bloqué cette personne` : 'Vous avez bloqué cette personne'),
    banned: (who) => (who ? `${who} a banni cette personne` : 'Vous avez banni cette personne'),
    until: (what, time) => `${what} jusqu’à ${time}`,
    why: (what, why) => `${what}\u202f: ${why}`,
    unblocked: (who) =>
      who ? `${who} a débloqué cette personne` : 'Vous avez débloqué cette personne',
    mergedFrom: (who, name) =>
      who ? `${who} a fusionné ${name} avec ceci` : `Vous avez fusionné ${name} avec ceci`,
    mergedInto: (who, name) =>
      who ? `${who} a fusionné ceci avec ${name}` : `Vous avez fusionné ceci avec ${name}`,
    unmerged: (who, name) =>
      who ? `${who} a de nouveau séparé ${name}` : `Vous avez de nouveau séparé ${name}`,
    tag: 'une étiquette disparue',
    group: 'un groupe disparu',
    other: 'une autre conversation',
  },
};
