/** The window of a conversation: its thread, what happened in it, and writing. */
import type { Words } from '../en/index.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const window: Words['window'] = {
  pick: 'Choisissez une conversation',
  orPress: 'ou appuyez sur',
  waitingLongest: 'pour celle qui attend depuis le plus longtemps',
  none: 'Cette conversation n’est pas ici.',
  noneWhy: 'Elle a peut-être été effacée, ou l’adresse n’est pas tout à fait juste.',
  back: 'Retour à la liste',
  close: 'Fermer',
  reopen: 'Rouvrir',
  visitorWrites: 'Écrit',
  take: 'Prendre',
  toMe: 'M’attribuer',
  isClosed: 'Fermée',
  closedWhom: (name) => `Fermée\u202f: ${name}`,
  onSiteNow: 'Sur votre site',
  left: (ago) => `A quitté le site il y a ${ago}`,
  leftJustNow: 'Vient de quitter le site',
  seenBeforeOffline: (time) => `Sur votre site à ${time}, avant la coupure`,
  reading: (who) => `${who} lit`,
  writing: (who) => `${who} écrit`,
  thread: (name) => `Conversation avec ${name}`,
  typing: (name) => `${name} écrit`,
  newSince: (time) => `Nouveau depuis ${time}`,
  newBelow: (count) =>
    n(count, { one: `${count} nouveau message`, other: `${count} nouveaux messages` }),
  changes: (count) => n(count, { one: `${count} changement`, other: `${count} changements` }),
  earlier: 'Messages précédents',
  opening: 'Ouverture',
  onlyTeam: 'Visible par votre équipe seulement',
  updateToSee: 'Mettez Parley à jour pour voir ceci',
  offlineSince: (time) => `Hors ligne depuis ${time}`,
  saved: 'Enregistré sur cet appareil',
  sent: 'Envoyé',
  read: (time) => `Lu ${time}`,
  notDelivered: (reason) => `Non remis\u202f: ${reason}`,
  noReason: 'sans raison donnée',
  written: (time) => `écrit ${time}`,
  writtenThenSent: (written, sent) => `écrit ${written}, envoyé ${sent}`,
  viewerOnly: 'Vous pouvez lire ici, pas écrire.',
};

export const event: Words['event'] = {
  assignedToMe: (who) =>
    who
      ? `${who} vous a attribué cette conversation`
      : 'Vous vous êtes attribué cette conversation',
  assignedTo: (who, whom) =>
    who
      ? `${who} a attribué cette conversation à ${whom}`
      : `Vous avez attribué cette conversation à ${whom}`,
  unassigned: (who) =>
    who ? `${who} a rendu cette conversation à tous` : 'Vous avez rendu cette conversation à tous',
  firstReply: (whom) =>
    whom
      ? `Attribuée à ${whom} par la première réponse`
      : 'Attribuée à vous par votre première réponse',
  taken: (who) => (who ? `${who} a pris cette conversation` : 'Vous avez pris cette conversation'),
  closed: (who) =>
    who ? `${who} a fermé cette conversation` : 'Vous avez fermé cette conversation',
  reopened: (who) =>
    who ? `${who} a rouvert cette conversation` : 'Vous avez rouvert cette conversation',
  reopenedByMessage: 'Rouverte par un nouveau message',
  reopenedUnseen: 'Rouverte\u202f: un message arrivé n’avait pas été vu',
  missed: 'Manquée\u202f: personne n’a répondu à temps',
};

export const held: Words['held'] = {
  'colleague-replied': (who, at) => `${who} a répondu ${at}, avant votre retour.`,
  'given-away': (who, at) => `Attribuée à ${who} ${at}, avant le départ de votre réponse.`,
  closed: (who, at) => `${who} a fermé cette conversation ${at}, avant le départ de votre réponse.`,
  'unseen-messages': (who, at) => `${who} a écrit ${at}, avant le départ de votre réponse.`,
  stale: 'Vous avez écrit ceci il y a plus d’un jour. Est-ce encore juste\u202f?',
  plain: 'Des choses ont changé avant le départ de votre réponse. Relisez, puis décidez.',
  sendToo: 'Envoyer aussi la mienne',
  sendAnyway: 'Envoyer quand même',
  edit: 'Modifier',
  discard: 'Abandonner',
};

export const refused: Words['refused'] = {
  message: 'Non envoyé.',
  why: {
    malformed: 'Parley n’a pas pu lire ceci. Copiez le texte et écrivez-le de nouveau.',
    'not-yours': 'Cette conversation n’est plus ici.',
    'not-allowed': 'Votre rôle ne le permet pas.',
    'id-used': 'Autre chose a été enregistré sous le même nom. Envoyez de nouveau.',
    empty: 'Il n’y avait pas de mots.',
    'too-long': 'C’est plus long qu’un message peut l’être. Raccourcissez et envoyez de nouveau.',
    'already-sent': 'Ce brouillon a déjà été envoyé.',
    'already-taken': 'Quelqu’un d’autre a pris ceci d’abord.',
    'no-such-agent': 'Cette personne n’est plus dans l’équipe.',
    'no-such-group': 'Ce groupe n’existe plus.',
    'no-such-entry': 'Ce à quoi cela se rapporte n’est plus ici.',
    'after-refused': 'Ce qui précédait n’a pas été accepté.',
    'after-unknown': 'Ce qui précédait n’est pas connu.',
    'too-many': 'Cette conversation est pleine. Demandez au visiteur d’en ouvrir une autre.',
    'too-late':
      'Un message peut être modifié pendant 5 minutes, et plus après son départ par e-mail.',
    erased: 'Cette conversation a été effacée.',
  },
  alreadySentBy: (who, at) => `${who} a envoyé ce brouillon ${at}.`,
  alreadyTakenBy: (who, at) =>
    at ? `${who} a pris ceci ${at}, avant vous.` : `${who} a pris ceci d’abord.`,
  leaveIt: 'Laisser',
  change: 'Votre changement n’a pas été accepté.',
  again: 'Envoyer de nouveau',
  edit: 'Modifier',
  discard: 'Abandonner',
  fine: 'Compris',
};

export const composer: Words['composer'] = {
  label: 'Écrire',
  reply: 'Répondre',
  comment: 'Commenter',
  replyTo: (name) => `Répondre à ${name}`,
  onlyTeam: 'Seule votre équipe verra ceci',
  send: 'Envoyer',
  sendComment: 'Commenter',
  sendAnyway: (who) => `${who} écrit – envoyer quand même\u202f?`,
  sendAnywayMore: 'Des collègues écrivent – envoyer quand même\u202f?',
  whenOnline: 'Sera envoyé au retour du réseau',
  commentWhenOnline: 'Votre équipe le verra au retour du réseau',
  webChat: 'Chat du site',
  chatOnline: (name) => `${name} est sur votre site\u202f: envoi dans le chat`,
  chatAway: (name) => `${name} n’est plus là\u202f: le message attend son retour dans le chat`,
  chatOrEmail: 'Envoi dans le chat au retour du réseau',
  savedHere: 'Enregistré sur cet appareil',
  saved: 'Enregistré',
  writingToo: (who) => `${who} écrit aussi`,
  leftOver: 'Écrit dans le dernier brouillon, non envoyé',
  useIt: 'Ajouter ici',
  dropIt: 'Abandonner',
  bold: 'Gras',
  italic: 'Italique',
  list: 'Liste',
  tooLong: 'Plus long qu’un message peut l’être',
  notSaved: 'N’a pas pu être enregistré sur cet appareil. Votre texte est encore ici.',
};

export const said: Words['said'] = {
  newMessage: (name, text) => `${name}\u202f: ${text}`,
  newMessages: (name, count) =>
    n(count, {
      one: `${count} nouveau message de ${name}`,
      other: `${count} nouveaux messages de ${name}`,
    }),
  commentMode: 'Commentaire. Seule votre équipe verra ceci.',
  replyMode: (name) => `Réponse à ${name}.`,
  messageSaved: 'Message enregistré, il part.',
  commentSaved: 'Commentaire enregistré.',
  missed: (name) => `Manquée\u202f: ${name} attend une réponse.`,
  closed: 'Fermée.',
  reopened: 'Rouverte.',
  taken: 'Attribuée à vous.',
};
