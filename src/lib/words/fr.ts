/**
 * What Parley says in French. Neutral gender, sentence case, a narrow no-break space before ; : ! ? (UX 15).
 */
import type { Words } from './en.ts';
import { plural } from './plural.ts';

const n = plural('fr');

export const fr: Words = {
  nav: {
    mine: 'Mes messages',
    unassigned: 'Non attribués',
    all: 'Tous les messages',
    visitors: 'Visiteurs en ligne',
    statistics: 'Statistiques',
    mentions: 'Mentions',
    drafts: 'Brouillons',
    attention: 'À décider',
    groups: 'Groupes',
    savedViews: 'Vues enregistrées',
    settings: 'Réglages',
    online: (count) => `${count} en ligne`,
    unread: (count) => n(count, { one: `${count} non lue`, other: `${count} non lues` }),
    inIt: (count) => `${count} dans cette vue`,
    waiting: (count) => `${count} en attente`,
    menu: 'Menu',
    more: 'Plus',
  },

  account: {
    menu: 'menu du compte',
    role: { owner: 'Propriétaire', admin: 'Admin', agent: 'Agent', viewer: 'Lecture seule' },
    appearance: 'Apparence',
    theme: { system: 'Comme cet appareil', light: 'Clair', dark: 'Sombre' },
    language: 'Langue',
    languageOfDevice: 'Comme ce navigateur',
    keyboard: 'Raccourcis clavier',
    invite: 'Inviter un collègue',
    signOut: 'Se déconnecter',
    unsent: (count) =>
      n(count, {
        one: `${count} changement n’est pas encore envoyé`,
        other: `${count} changements ne sont pas encore envoyés`,
      }),
    unsentWhat:
      'La déconnexion efface tout de cet appareil. Ce qui n’est pas envoyé serait perdu avec le reste.',
    unsentOffline: 'L’envoi se fera de lui-même dès le retour du réseau.',
    signOutOffline:
      'La déconnexion demande du réseau, pour valoir partout. D’ici là, tout reste sur cet appareil.',
    stay: 'Rester connecté',
    signOutAnyway: 'Se déconnecter et perdre cela',
  },

  invite: {
    title: 'Inviter un collègue',
    email: 'E-mail',
    role: 'Peut faire',
    roleHelp: {
      owner: 'Tout',
      admin: 'Tout ce que fait un agent, et inviter des collègues',
      agent: 'Répondre, commenter, attribuer et fermer',
      viewer: 'Tout lire, ne rien changer',
    },
    make: 'Créer un lien',
    making: 'Création du lien…',
    ready: (email) =>
      `Envoyez ce lien à ${email}. Il sert une fois, pendant 24 heures, et crée son compte.`,
    link: 'Lien d’invitation',
    another: 'Inviter quelqu’un d’autre',
    offline: 'Une invitation demande une connexion. Le reste, non.',
    failed: 'Le lien n’a pas pu être créé. Réessayez dans un instant.',
  },

  assign: {
    toAgent: 'Attribuer à un agent',
    toGroup: 'Attribuer à un groupe',
    many: (count) => n(count, { one: `${count} conversation`, other: `${count} conversations` }),
    find: 'Nom',
    how: 'Ce que reçoit l’agent',
    hold: 'Attribuer',
    takePart: 'Faire participer',
    takePartHow: 'Qui participe reçoit chaque message ; une seule personne tient la conversation.',
    me: 'Moi',
    nobody: 'Personne',
    noGroup: 'Aucun groupe',
    load: (load, capacity) => `${load}/${capacity}`,
    loadSpoken: (load, capacity) => `${load} chats en cours sur ${capacity}`,
    standing: { online: 'En ligne', invisible: 'Invisible', offline: 'Hors ligne' },
    membersOnline: (online, members) => `${online} sur ${members} en ligne`,
    members: (members) => n(members, { one: `${members} membre`, other: `${members} membres` }),
    isPrivate: 'Privé',
    holds: 'La tient en ce moment',
    takesPart: 'Participe',
    nothing: (typed) => `Personne ne s’appelle « ${typed} ».`,
    noGroupCalled: (typed) => `Aucun groupe ne s’appelle « ${typed} ».`,
    noGroups: 'Il n’y a pas encore de groupe. Un admin les crée dans les réglages.',
    warnOffline: (who) =>
      `${who} est hors ligne. La conversation attend dans ses messages, avec un avis pour son retour.`,
    warnInvisible: (who) =>
      `${who} est invisible et ne prend pas de nouveau chat. L’attribution se fait quand même.`,
    warnFull: (who, load) =>
      `${who} a ${load} chats en cours et plus de place. L’attribution se fait quand même.`,
    warnEmpty: (group) => `Personne n’est en ligne dans ${group}. La conversation y attend.`,
    choose: 'choisir',
    confirm: 'attribuer',
    done: (who, count) =>
      who === null
        ? n(count, { one: 'Vous est attribuée', other: `${count} vous sont attribuées` })
        : n(count, { one: `Attribuée à ${who}`, other: `${count} attribuées à ${who}` }),
    doneOffline: (who, count) =>
      n(count, {
        one: `Attribuée à ${who}, hors ligne en ce moment`,
        other: `${count} attribuées à ${who}, hors ligne en ce moment`,
      }),
    freed: (count) =>
      n(count, { one: 'Rendue à tout le monde', other: `${count} rendues à tout le monde` }),
    grouped: (group, count) =>
      n(count, { one: `Confiée à ${group}`, other: `${count} confiées à ${group}` }),
    ungrouped: (count) =>
      n(count, { one: 'N’est plus dans un groupe', other: `${count} ne sont plus dans un groupe` }),
    joined: (who) => `${who} participe`,
    joinedMe: 'Vous participez',
    left: (who) => `${who} ne participe plus`,
    leftMe: 'Vous ne participez plus',
  },

  connection: {
    offline: 'Hors ligne · tout est enregistré sur cet appareil',
    syncing: (changes) =>
      n(changes, {
        one: `Synchronisation de ${changes} changement`,
        other: `Synchronisation de ${changes} changements`,
      }),
    catchingUp: 'Mise à jour',
    synced: 'Tout est synchronisé',
    tooOld: 'Une nouvelle version de Parley est là.',
    reload: 'Recharger',
    tryNow: 'Réessayer',
  },

  frame: {
    navigation: 'Largeur de la navigation',
    list: 'Largeur de la liste',
    details: 'Largeur des détails du contact',
  },

  list: {
    open: 'Ouvertes',
    closed: 'Fermées',
    everything: 'Ouvertes et fermées',
    which: 'Quelles conversations',
    newAbove: (count) => n(count, { one: `${count} nouvelle`, other: `${count} nouvelles` }),
    new: 'Nouveau',
    missed: 'Manquée',
    missedFor: (wait) => `Manquée · ${wait}`,
    missedAsOf: (time) => `Manquée · à ${time}`,
    held: 'Retenue',
    failed: 'Non envoyé',
    waiting: 'En attente depuis',
    comment: 'Commentaire',
    you: 'Vous\u202f:',
    from: (who) => `${who}\u202f:`,
    assigned: (who) => (who ? `Attribuée à ${who}` : 'Attribuée à vous'),
    chat: 'chat',
    email: 'e-mail',
    closedBy: (who) =>
      who ? `${who} a fermé cette conversation` : 'Vous avez fermé cette conversation',
    takenBy: (who) => (who ? `${who} a pris ceci` : 'Vous avez pris ceci'),
    movedOn: 'N’est plus dans cette liste',
    opening: 'Ouverture de vos messages',
    visitor: 'Visiteur',
    empty: {
      mine: 'Tout a une réponse.',
      unassigned: 'Personne n’attend d’être pris en charge.',
      all: 'Pas encore de conversation.',
      allHow: 'Une fois le widget sur votre site, ce que les visiteurs écrivent arrive ici.',
      tryIt: 'L’essayer sur la page de démonstration',
      closed: 'Rien n’est encore fermé.',
      wait: (count) =>
        n(count, {
          one: `${count} attend dans Non attribués`,
          other: `${count} attendent dans Non attribués`,
        }),
      goUnassigned: 'Voir Non attribués',
    },
  },

  window: {
    pick: 'Choisissez une conversation',
    orPress: 'ou appuyez sur',
    waitingLongest: 'pour celle qui attend depuis le plus longtemps',
    none: 'Cette conversation n’est pas ici.',
    noneWhy: 'Elle a peut-être été effacée, ou l’adresse n’est pas tout à fait juste.',
    back: 'Retour à la liste',
    close: 'Fermer',
    reopen: 'Rouvrir',
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
  },

  event: {
    assignedToMe: (who) =>
      who
        ? `${who} vous a attribué cette conversation`
        : 'Vous vous êtes attribué cette conversation',
    assignedTo: (who, whom) =>
      who
        ? `${who} a attribué cette conversation à ${whom}`
        : `Vous avez attribué cette conversation à ${whom}`,
    unassigned: (who) =>
      who
        ? `${who} a rendu cette conversation à tous`
        : 'Vous avez rendu cette conversation à tous',
    firstReply: (whom) =>
      whom
        ? `Attribuée à ${whom} par la première réponse`
        : 'Attribuée à vous par votre première réponse',
    taken: (who) =>
      who ? `${who} a pris cette conversation` : 'Vous avez pris cette conversation',
    closed: (who) =>
      who ? `${who} a fermé cette conversation` : 'Vous avez fermé cette conversation',
    reopened: (who) =>
      who ? `${who} a rouvert cette conversation` : 'Vous avez rouvert cette conversation',
    reopenedByMessage: 'Rouverte par un nouveau message',
    reopenedUnseen: 'Rouverte\u202f: un message arrivé n’avait pas été vu',
    missed: 'Manquée\u202f: personne n’a répondu à temps',
  },

  held: {
    'colleague-replied': (who, time) => `${who} a répondu à ${time}, avant votre retour.`,
    'given-away': (who, time) => `Attribuée à ${who} à ${time}, avant le départ de votre réponse.`,
    closed: (who, time) =>
      `${who} a fermé cette conversation à ${time}, avant le départ de votre réponse.`,
    'unseen-messages': (who, time) => `${who} a écrit à ${time}, avant le départ de votre réponse.`,
    stale: 'Vous avez écrit ceci il y a plus d’un jour. Est-ce encore juste\u202f?',
    plain: 'Des choses ont changé avant le départ de votre réponse. Relisez, puis décidez.',
    sendToo: 'Envoyer aussi la mienne',
    sendAnyway: 'Envoyer quand même',
    edit: 'Modifier',
    discard: 'Abandonner',
  },

  refused: {
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
    alreadySentBy: (who, time) => `${who} a envoyé ce brouillon à ${time}.`,
    alreadyTakenBy: (who) => `${who} a pris ceci d’abord.`,
    change: 'Votre changement n’a pas été accepté.',
    again: 'Envoyer de nouveau',
    edit: 'Modifier',
    discard: 'Abandonner',
    fine: 'Compris',
  },

  composer: {
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
  },

  keyboard: {
    title: 'Clavier',
    hint: 'Les lettres agissent hors des champs de texte, comme imprimées sur votre clavier',
    moving: 'Se déplacer',
    going: 'Aller à',
    answering: 'Répondre',
    deciding: 'Décider',
    many: 'Plusieurs à la fois',
    always: 'Toujours',
    nextPrevious: 'Suivante, précédente',
    open: 'Ouvrir, aller au fil',
    nextWaiting: 'Suivante en attente de réponse',
    out: 'Sortir, un pas',
    send: 'Envoyer',
    sendFromList: 'Envoyer depuis une liste',
    newLine: 'Nouvelle ligne',
    thisPage: 'Cette page',
    then: 'puis',
    panes: 'Volet suivant',
  },

  actions: {
    peek: 'Voir sans marquer comme lu',
    previousWaiting: 'Attente précédente',
    sendAndClose: 'Envoyer et fermer',
    assignAgent: 'Attribuer à un agent',
    assignGroup: 'Attribuer à un groupe',
    snooze: 'Mettre en veille',
    wake: 'Réveiller',
    unread: 'Non lu, lu',
    markUnread: 'Marquer comme non lu',
    markRead: 'Marquer comme lu',
    waive: 'Aucune réponse nécessaire',
    tags: 'Étiquettes',
    block: 'Bloquer',
    bin: 'Mettre à la corbeille',
    restore: 'Sortir de la corbeille',
    menu: 'Menu de la conversation',
    select: 'Sélectionner',
    extend: 'Étendre la sélection',
    selectAll: 'Tout sélectionner',
    palette: 'Tout faire',
    search: 'Rechercher',
    details: 'Détails du contact',
  },

  done: {
    closed: (name) => `Fermée\u202f: ${name}`,
    closedMany: (count) => n(count, { one: `${count} fermée`, other: `${count} fermées` }),
    reopened: (name) => `Rouverte\u202f: ${name}`,
    reopenedMany: (count) => n(count, { one: `${count} rouverte`, other: `${count} rouvertes` }),
    binned: (name) => `À la corbeille\u202f: ${name}`,
    binnedMany: (count) => `${count} à la corbeille`,
    restored: (name) => `Hors de la corbeille\u202f: ${name}`,
    restoredMany: (count) =>
      n(count, {
        one: `${count} sortie de la corbeille`,
        other: `${count} sorties de la corbeille`,
      }),
    assigned: (name, whom) => `${name}\u202f: attribution à ${whom}`,
    assignedMany: (count, whom) =>
      n(count, { one: `${count} attribuée à ${whom}`, other: `${count} attribuées à ${whom}` }),
    tagged: (name) => `Étiquettes modifiées\u202f: ${name}`,
    taggedMany: (count) => `Étiquettes modifiées\u202f: ${count}`,
    snoozed: (name, until) => `${name}\u202f: en veille ${until}`,
    snoozedMany: (count, until) => `${count} en veille ${until}`,
    woken: (name) => `Réveil\u202f: ${name}`,
    wokenMany: (count) => n(count, { one: `${count} réveillée`, other: `${count} réveillées` }),
    read: (name) => `Lue\u202f: ${name}`,
    readMany: (count) =>
      n(count, { one: `${count} marquée comme lue`, other: `${count} marquées comme lues` }),
    unread: (name) => `Non lue\u202f: ${name}`,
    unreadMany: (count) =>
      n(count, {
        one: `${count} marquée comme non lue`,
        other: `${count} marquées comme non lues`,
      }),
    waived: (name) => `${name}\u202f: aucune réponse nécessaire`,
    waivedMany: (count) => `${count} sans réponse nécessaire`,
    undone: (what) => `Annulé. ${what}`,
    undoneButFor: (count) =>
      n(count, {
        one: `Annulé, sauf pour ${count} qui a changé depuis`,
        other: `Annulé, sauf pour ${count} qui ont changé depuis`,
      }),
    notUndone: 'Pas annulé\u202f: cela a changé depuis.',
  },

  said: {
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
  },

  time: {
    now: 'maintenant',
    seconds: (count) => `${count} s`,
    minutes: (count) => `${count} min`,
    hours: (hours, minutes) => `${hours} h ${minutes}`,
    days: (count) => n(count, { one: `${count} jour`, other: `${count} jours` }),
    today: 'Aujourd’hui',
    yesterday: 'Hier',
  },

  common: {
    close: 'Fermer',
    copy: 'Copier',
    copied: 'Copié',
    undo: 'Annuler',
    key: (name, key) => `${name} (${key})`,
  },

  unreachable: {
    title: 'Pas de connexion',
    why: 'Personne ne s’est encore connecté sur cet appareil\u202f: il n’y a rien à ouvrir. Connectez-vous une fois, et Parley s’ouvrira ensuite sans réseau.',
  },

  signedOut:
    'Connectez-vous de nouveau. Ce que vous avez écrit est à l’abri sur cet appareil et partira à votre retour.',
  deviceProblem:
    'Parley ne peut rien garder sur cet appareil. Fermez ses autres onglets, puis rechargez.',
  you: 'Vous',
  someone: 'Un collègue',
  parley: 'Parley',
};
