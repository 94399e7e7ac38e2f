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
    gone: 'N’existe plus',
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
    nothing: (typed) => `Personne ne s’appelle «\u202f${typed}\u202f».`,
    noGroupCalled: (typed) => `Aucun groupe ne s’appelle «\u202f${typed}\u202f».`,
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
    inBin: 'À la corbeille',
    asleep: 'En veille',
    until: (time) => `jusqu’à ${time}`,
    untilReply: 'jusqu’à sa réponse',
    mentioned: 'Vous êtes mentionné·e',
    hasDraft: 'Avec un brouillon',
    opening: 'Ouverture de vos messages',
    visitor: 'Visiteur',
    empty: {
      filtered: 'Rien ne correspond à ce filtre.',
      mentions: 'Aucune mention de vous.',
      drafts: 'Aucun brouillon en attente.',
      attention: 'Rien à décider.',
      group: 'Rien d’ouvert dans ce groupe.',
      snoozed: 'Rien n’est en veille.',
      bin: 'La corbeille est vide.',
      blocked: 'Personne n’est bloqué.',
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

  conversation: {
    block: 'Bloquer',
    blockHere: 'Bloquer dans ce chat',
    blockHereHow:
      'Les messages restent ici, sans alerter personne. Rien ne se voit de l’autre côté.',
    ban: 'Bannir partout',
    banHow: 'Son chat disparaît et plus rien n’arrive.',
    forDays: (count) => n(count, { one: 'Pour 1 jour', other: `Pour ${count} jours` }),
    forEver: 'Pour toujours',
    unblock: 'Débloquer',
    banOffline: 'Un bannissement prend effet dès que cet appareil est en ligne.',
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
    removedByVisitor: 'Retiré par son auteur',
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
    merged: (name) => `Fusion : ${name}`,
    unmerged: 'De nouveau séparées',

    summaryTitle: 'Résumé',
    summaryOnly: 'Seule votre équipe voit ceci',
    summaryWrite: 'Ce qu’un collègue doit savoir d’abord',
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

    purgeTitle: 'Supprimer cette conversation pour de bon ?',
    purgeHow:
      'Chaque message est effacé, ici et dans le chat du site. Personne ne peut la rétablir.',
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
      agentAway: 'Rendue à tous : la personne en charge n’était plus là',
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
        who ? `${who} : aucune réponse nécessaire` : 'Vous : aucune réponse nécessaire',
      snoozed: (who, time) =>
        who
          ? `${who} a mis ceci en veille jusqu’à ${time}`
          : `Vous avez mis ceci en veille jusqu’à ${time}`,
      snoozedForReply: (who) =>
        who
          ? `${who} a mis ceci en veille jusqu’au prochain message`
          : 'Vous avez mis ceci en veille jusqu’au prochain message',
      woken: (who) => (who ? `${who} a réveillé ceci` : 'Vous avez réveillé ceci'),
      wokenDue: 'Fin de la veille',
      binned: (who) =>
        who ? `${who} a mis ceci à la corbeille` : 'Vous avez mis ceci à la corbeille',
      restored: (who) =>
        who ? `${who} a sorti ceci de la corbeille` : 'Vous avez sorti ceci de la corbeille',
      restoredByMessage: 'Hors de la corbeille : quelqu’un a écrit',
      restoredUnseen: 'Hors de la corbeille : un message était arrivé sans être vu',
      blocked: (who) =>
        who ? `${who} a bloqué cette personne` : 'Vous avez bloqué cette personne',
      banned: (who) => (who ? `${who} a banni cette personne` : 'Vous avez banni cette personne'),
      until: (what, time) => `${what} jusqu’à ${time}`,
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

  notices: {
    title: 'Avis',
    open: (count: number) => n(count, { one: 'Avis, 1 nouveau', other: `Avis, ${count} nouveaux` }),
    none: 'Rien de nouveau. Les attributions et les changements qui se sont croisés sont annoncés ici.',
    assignedToYou: (who: string, visitor: string) => `${who} vous a attribué ${visitor}`,
    spreadToYou: (visitor: string) => `${visitor} vous a été attribué à votre tour`,
    joinedYou: (who: string, visitor: string) => `${who} vous invite à participer avec ${visitor}`,
    mentioned: (who: string, visitor: string) => `${who} vous mentionne avec ${visitor}`,
    reopened: (visitor: string) =>
      `Ouverte à nouveau\u202f: ${visitor} avait écrit quelque chose que vous n’aviez pas vu en fermant`,
    changed: (who: string, at: string) => `${who} a changé ceci à ${at}`,
    plain: (did: string) => `${did}.`,
    afterYours: (did: string, yours: string) => `${did}, après votre changement de ${yours}`,
    did: {
      took: (who: string, at: string) => `${who} a pris cette conversation à ${at}`,
      assigned: (who: string, whom: string, at: string) =>
        `${who} a attribué cette conversation à ${whom} à ${at}`,
      assignedYou: (who: string, at: string) => `${who} vous a attribué cette conversation à ${at}`,
      unassigned: (who: string, at: string) =>
        `${who} a rendu cette conversation à tout le monde à ${at}`,
      grouped: (who: string, group: string, at: string) =>
        `${who} a confié cette conversation à ${group} à ${at}`,
      ungrouped: (who: string, at: string) =>
        `${who} a retiré cette conversation de son groupe à ${at}`,
      closed: (who: string, at: string) => `${who} a fermé cette conversation à ${at}`,
      reopened: (who: string, at: string) => `${who} a rouvert cette conversation à ${at}`,
      binned: (who: string, at: string) => `${who} a mis cette conversation à la corbeille à ${at}`,
      restored:
        'Cette conversation revient de la corbeille, à cause de mots que vous n’aviez pas vus',
      blocked: (who: string, at: string) => `${who} a bloqué cette personne à ${at}`,
      unblocked: (who: string, at: string) => `${who} a débloqué cette personne à ${at}`,
      joined: (who: string, whom: string, at: string) => `${who} a ajouté ${whom} à ${at}`,
      tagged: (who: string, at: string) => `${who} a remis cette étiquette à ${at}`,
    },
    away: (fresh: number, missed: number, held: number) =>
      [
        fresh > 0 && n(fresh, { one: '1 nouvelle', other: `${fresh} nouvelles` }),
        missed > 0 && n(missed, { one: '1 manquée', other: `${missed} manquées` }),
        held > 0 && n(held, { one: '1 retenue', other: `${held} retenues` }),
      ]
        .filter(Boolean)
        .join(', '),
    whileAway: (counts: string) => `En votre absence\u202f: ${counts}`,
    soundOff: 'Le son est coupé – un clic pour l’autoriser',
    desktop: {
      mine: (name: string) => name,
      new: (name: string) => `Nouveau\u202f: ${name}`,
      missed: (name: string) => `Manquée\u202f: ${name} attend`,
      held: (name: string) => `Retenue\u202f: votre réponse à ${name}`,
      notice: (name: string) => name,
      hidden: 'Un nouveau message',
    },
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

  details: {
    title: 'Contact',
    loading: 'Ouverture de la fiche',
    field: {
      name: 'Nom',
      email: 'E-mail',
      phone: 'Téléphone',
      company: 'Entreprise',
      language: 'Langue',
      timeZone: 'Fuseau horaire',
    },
    add: {
      name: 'Ajouter un nom',
      email: 'Ajouter une adresse e-mail',
      phone: 'Ajouter un numéro de téléphone',
      company: 'Ajouter une entreprise',
      language: 'Ajouter une langue',
      timeZone: 'Ajouter un fuseau horaire',
    },
    hint: {
      email: 'anna@exemple.com',
      phone: '+33 1 23 45 67 89',
      language: 'Italien',
      timeZone: 'Europe/Rome',
    },
    localTime: (clock, name, offset) => `${clock} pour ${name} (${offset})`,
    copies: (label, value) => `${label}\u202f: ${value}. Copier`,
    copied: 'Copié · encore une fois pour modifier',
    edit: (label) => `Modifier\u202f: ${label}`,
    save: 'Enregistrer',
    cancel: 'Annuler',
    remove: 'Retirer',
    rename: 'Renommer',
    waiting: 'Enregistré sur cet appareil, part au retour du réseau',
    notKept: 'Impossible d’enregistrer sur cet appareil. Votre texte est toujours là.',
    viewerOnly: 'Vous pouvez lire ici, pas modifier.',
    source: {
      typed: (who, when) => (who ? `saisi par ${who} · ${when}` : `saisi par vous · ${when}`),
      cleared: (who, when) => (who ? `retiré par ${who} · ${when}` : `retiré par vous · ${when}`),
      automatic: {
        form: (when) => `formulaire de contact · ${when}`,
        site: (when) => `par votre site · ${when}`,
        plugin: (when) => `par un module · ${when}`,
        browser: (when) => `par le navigateur · ${when}`,
        email: (when) => `par un e-mail · ${when}`,
      },
    },
    history: {
      title: (label) => `${label}\u202f: valeurs précédentes`,
      open: (source) => `${source}. Montrer les valeurs précédentes.`,
      nothing: 'rien',
      now: 'actuel',
      restore: 'Remettre',
      restoreWhat: (value) => `Remettre\u202f: ${value}`,
      loading: 'Recherche des valeurs plus anciennes',
      offline: 'Les valeurs plus anciennes demandent une connexion.',
      failed: 'Les valeurs plus anciennes n’ont pas pu être lues.',
      again: 'Réessayer',
    },
    conflict: {
      changed: (who, value) => `${who} a mis ${value}`,
      cleared: (who) => `${who} a retiré cette valeur`,
      useMine: 'Utiliser la mienne',
      keep: 'Garder la sienne',
    },
    refused: 'Non enregistré.',
    problem: {
      email: 'Une adresse a un @ et pas d’espace, comme anna@exemple.com.',
      phone: 'Un numéro n’a que des chiffres, des espaces et + ( ) -.',
      language: 'Choisissez une langue de la liste, ou son code, comme «\u202fit\u202f».',
      timeZone: 'Choisissez un fuseau de la liste, comme «\u202fEurope/Rome\u202f».',
      tooLong: 'C’est trop long pour être gardé ici. Les notes sont là pour cela.',
      other: 'Parley ne peut pas garder cela ici.',
      attributeEmpty: 'Un champ a besoin d’un nom.',
      attributeName:
        'Un nom commence par une lettre et n’a que des lettres, des chiffres, des espaces et -.',
      valueEmpty: 'Un champ a besoin d’une valeur.',
      attributeTaken: (name) => `Il y a déjà un champ ${name}.`,
    },
    fields: {
      title: 'Champs',
      add: 'Ajouter un champ',
      name: 'Nom du champ',
      value: 'Valeur',
      more: (label) => `Plus\u202f: ${label}`,
      removed: (label) => `Retiré\u202f: ${label}`,
      pushed: 'De votre site',
      pushedWhy: 'Envoyé par votre site. Cela ne se modifie pas ici.',
    },
    visit: {
      title: 'Visite',
      none: 'Aucune visite connue pour l’instant.',
      now: 'en cours',
      pages: 'Pages de cette visite',
      allPages: (count) =>
        n(count, { one: `En montrer ${count} de plus`, other: `En montrer ${count} de plus` }),
      fewer: 'En montrer moins',
      first: 'Première visite',
      nth: (count) => (count === 1 ? 'Première visite' : `Visite nº ${count}`),
      since: (day) => `ici depuis le ${day}`,
      direct: 'accès direct',
      from: (where) => `depuis ${where}`,
      campaign: (name) => `campagne ${name}`,
      countryGuess: (country) => `${country}, d’après le fuseau horaire`,
      notTracked: 'Les pages ne sont pas notées pour cette personne.',
    },
    consents: {
      title: 'Consentements',
      given: (when) => `donné ${when}`,
      on: (page) => `sur ${page}`,
      version: (version) => `texte ${version}`,
      withdraw: 'Révoquer',
      withdrawSure: 'Révoquer pour toujours',
      withdrawWhat: (name) => `Révoquer\u202f: ${name}`,
      withdrawn: (who, when) =>
        who ? `révoqué par ${who} · ${when}` : `révoqué par vous · ${when}`,
      done: (name) => `Révoqué\u202f: ${name}`,
    },
    notes: {
      title: 'Notes',
      placeholder: 'Ce que les collègues devraient savoir',
      writtenBy: (who) => `Écrit par ${who}`,
      writing: (who) => `${who} écrit`,
      saved: 'Enregistré',
      savedHere: 'Enregistré sur cet appareil',
      opening: 'Ouverture des notes',
      gone: 'Ces notes ne sont plus là.',
      of: (name) => `Notes de ${name}, désormais le même contact`,
    },
    tags: {
      title: 'Étiquettes',
      none: 'Pas encore d’étiquette',
      add: 'Ajouter une étiquette',
      remove: (tag) => `Retirer ${tag}`,
      find: 'Trouver ou créer une étiquette',
      create: (name) => `Créer «\u202f${name}\u202f»`,
      nothing: 'Pas encore d’étiquette. Écrivez un nom pour créer la première.',
      tooLong: 'Une étiquette a 40 lettres au plus.',
      full: 'Une conversation a 50 étiquettes au plus.',
      unknown: 'Étiquette',
      added: (tag) => `Étiquette ajoutée\u202f: ${tag}`,
      removed: (tag) => `Étiquette retirée\u202f: ${tag}`,
      has: 'présente',
      choose: 'choisir',
      toggle: 'ajouter ou retirer',
    },
    earlier: {
      title: 'Conversations précédentes',
      none: 'C’est sa première conversation.',
      all: (count) => `Les ${count}`,
      fewer: 'Moins',
      noWords: 'Aucun message',
      notHere: 'pas sur cet appareil',
    },
    privacy: {
      menu: 'Plus sur ce contact',
      merge: 'Fusionner avec…',
      export: 'Exporter cette personne',
      erase: 'Effacer cette personne…',
      stopTracking: 'Ne plus noter les pages',
      track: 'Noter les pages à nouveau',
      stopped: 'Les pages ne sont plus notées.',
      tracking: 'Les pages sont notées à nouveau.',
      onlyLeads: 'Réservé aux propriétaires et admins',
      exporting: 'Rassemblement de tout…',
      exported: 'L’export est dans vos téléchargements.',
      exportFailed: 'L’export n’a pas pu être fait. Réessayez dans un instant.',
      needsLine: 'Cela demande une connexion.',
    },
    merge: {
      title: 'Fusionner avec un autre contact',
      find: 'Chercher par nom ou e-mail',
      nobody: (typed) => `Personne ne s’appelle «\u202f${typed}\u202f»`,
      nobodyYet: 'Il n’y a pas encore d’autre contact.',
      pick: 'Choisissez le contact qui est la même personne.',
      preview: (name) => `Les deux deviennent ${name}`,
      explain:
        'Le plus ancien des deux garde sa place. Rien n’est perdu, et cela peut être annulé pendant 30 jours.',
      becomes: 'Gardé',
      differs: (value) => `au lieu de ${value}`,
      back: 'En choisir un autre',
      merge: 'Fusionner',
      merged: (name) => `Fusionné avec ${name}`,
      mergedWith: (name, who, when) =>
        who
          ? `${who} a fusionné ${name} ici · ${when}`
          : `Vous avez fusionné ${name} ici · ${when}`,
      undo: 'Annuler la fusion',
      undone: 'La fusion est annulée.',
      daysLeft: (count) =>
        n(count, {
          one: `Peut être annulée pendant encore ${count} jour`,
          other: `Peut être annulée pendant encore ${count} jours`,
        }),
      conversations: (count) =>
        n(count, { one: `${count} conversation`, other: `${count} conversations` }),
      since: (day) => `depuis le ${day}`,
    },
    erase: {
      title: (name) => `Effacer ${name}`,
      what: 'Ceci retire pour toujours, du serveur et des appareils de tous les collègues\u202f:',
      items: [
        'tous les messages et commentaires de ses conversations',
        'les notes, champs, étiquettes, visites et fichiers',
        'les brouillons en cours pour cette personne',
      ],
      cannot:
        'Cela ne peut pas être annulé. Exportez d’abord cette personne si vous pourriez en avoir besoin.',
      type: (name) => `Écrivez ${name} pour confirmer`,
      erase: 'Effacer pour toujours',
      erasing: 'Effacement…',
      done: (name) => `L’effacement de ${name} est fait.`,
      receipt: 'Reçu',
      removed: (what, count) => `${what}\u202f: ${count}`,
      kinds: {
        conversations: 'Conversations',
        messages: 'Messages et commentaires',
        notes: 'Notes et brouillons',
        files: 'Fichiers',
        fields: 'Changements de champs',
      },
      backups: (day) => `Les sauvegardes faites avant maintenant le contiennent jusqu’au ${day}.`,
      failed: 'Rien n’a été effacé. Réessayez dans un instant.',
      save: 'Enregistrer le reçu',
    },
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
    taken: (name) => `Attribuée à vous\u202f: ${name}`,
    takenMany: (count) =>
      n(count, { one: `${count} attribuée à vous`, other: `${count} attribuées à vous` }),
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

  snooze: {
    title: 'Mettre en veille',
    titleMany: (count) => `Mettre en veille (${count})`,
    type: 'Jusqu’à quand\u202f? 2h, lun 9h, 3 jours',
    until: (time) => `jusqu’à ${time}`,
    untilReply: 'jusqu’à sa réponse',
    reply: 'Jusqu’à sa réponse',
    evenIfReply: 'Même en cas de réponse',
    again: 'Comme la dernière fois',
    wake: 'Réveiller maintenant',
    notUnderstood:
      'Pas un moment à venir. Essayez «\u202f2h\u202f», «\u202flun 9h\u202f» ou «\u202f3 jours\u202f».',
    preset: {
      hour: 'Dans une heure',
      'three-hours': 'Dans trois heures',
      evening: 'Ce soir',
      tomorrow: 'Demain matin',
      monday: 'Lundi matin',
      week: 'Dans une semaine',
    },
  },

  bulk: {
    selected: (count) =>
      n(count, { one: `${count} sélectionnée`, other: `${count} sélectionnées` }),
    all: (count) => `Toutes les ${count} de ce filtre`,
    toolbar: 'Que faire de la sélection',
    clear: 'Effacer la sélection',
    selectOne: (name) => `Sélectionner ${name}`,
    tooManyOffline: (most) =>
      `Hors ligne, jusqu’à ${most} à la fois. Réduisez la sélection, ou attendez le retour du réseau.`,
  },

  filters: {
    channel: 'Quels canaux',
    allChannels: 'Tous les canaux',
    chat: 'Chat',
    email: 'E-mail',
    which: {
      open: 'Ouvertes',
      snoozed: 'En veille',
      closed: 'Fermées',
      everything: 'Toutes',
      blocked: 'Bloquées',
      bin: 'Corbeille',
    },
    needsReply: 'À répondre',
    sort: 'Ordre',
    order: {
      newest: 'Récentes d’abord',
      oldest: 'Anciennes d’abord',
      waiting: 'Attente la plus longue',
    },
    density: 'Lignes',
    densities: { comfortable: 'Confortables', compact: 'Compactes' },
    save: 'Enregistrer cette vue…',
    usual: 'Effacer le filtre',
    tag: 'Étiquette',
    anyTag: 'Toutes les étiquettes',
  },

  palette: {
    type: 'Une action, ou un nom',
    choose: 'choisir',
    doIt: 'valider',
    offline: 'Fonctionne hors ligne',
    here: 'Ici',
    recent: 'Récent',
    everything: 'Tout',
    thisOne: (name) => `Cette conversation · ${name}`,
    nothing: (typed) => `Rien ne s’appelle «\u202f${typed}\u202f».`,
  },

  tagging: {
    find: 'Trouver une étiquette',
    noTags: 'Pas encore d’étiquettes. L’administration les crée dans les réglages.',
    nothing: (typed) => `Aucune étiquette ne s’appelle «\u202f${typed}\u202f».`,
    all: 'sur toutes',
    some: 'sur certaines',
  },

  later: {
    visitors: 'Qui est sur votre site',
    visitorsWhy: 'La liste en direct des visiteurs arrive dans une prochaine version.',
    visitorsNow: (count) =>
      n(count, {
        one: `${count} visiteur est sur votre site en ce moment.`,
        other: `${count} visiteurs sont sur votre site en ce moment.`,
      }),
    visitorsOffline: 'Hors ligne\u202f: impossible de savoir qui est sur votre site.',
    statistics: 'Statistiques',
    statisticsWhy:
      'Les chiffres sur les réponses et l’attente arrivent dans une prochaine version. Tout est déjà compté d’ici là.',
  },

  saveView: {
    title: 'Enregistrer cette vue',
    name: 'Nom',
    noName: 'Donnez-lui un nom, pour qu’on la retrouve.',
    audience: 'Qui la voit',
    mine: 'Moi seulement',
    everyone: 'Tout le monde',
    save: 'Enregistrer',
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

  search: {
    label: 'Rechercher',
    leave: 'Quitter la recherche',
    narrow: 'Préciser',
    operator: { from: 'qui a écrit', in: 'où chercher', before: 'avant un jour : 2026-11-03' },
    place: {
      open: 'conversations ouvertes',
      closed: 'conversations fermées',
      snoozed: 'conversations en veille',
      bin: 'corbeille',
      mine: 'attribuées à vous',
      unassigned: 'attribuées à personne',
      chat: 'écrites dans le chat',
      email: 'écrites par e-mail',
    },
    how: 'Tout rechercher',
    what: 'Noms, adresses, messages, commentaires et étiquettes. Les accents et une faute de frappe ne gênent pas.',
    results: (count: number) => n(count, { one: `${count} résultat`, other: `${count} résultats` }),
    nothing: (typed: string) => `Rien pour «\u202f${typed}\u202f».`,
    closedToo: 'Chercher aussi dans les fermées',
    everywhere: 'Chercher partout',
    spelling: 'Un autre mot peut aider, ou seulement son début.',
    onServer: 'Sur le serveur',
    asking: 'Recherche sur le serveur…',
    failed: 'Le serveur n’a pas répondu : seul cet appareil a été consulté.',
    again: 'Réessayer',
    searchedHere: (conversations: number) =>
      n(conversations, {
        one: `Hors ligne\u202f: ${conversations} conversation consultée sur cet appareil.`,
        other: `Hors ligne\u202f: ${conversations.toLocaleString('fr')} conversations consultées sur cet appareil.`,
      }),
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
