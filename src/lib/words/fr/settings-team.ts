/** Settings: the pages that are about the team. */
import type { teamSettings as english } from '../en/settings-team.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const teamSettings: typeof english = {
  preferences: {
    title: 'Préférences',
    help: 'Comment se comporte la boîte de réception.',
    forYou: 'Pour vous',
    forTeam: 'Pour toute l’équipe',
    afterClosing: 'Après une fermeture, ouvrir',
    after: { next: 'Suivante', previous: 'Précédente', list: 'Liste', stay: 'Rester' },
    capacity: 'Chats en même temps',
    capacityHelp:
      'Pour chaque agent sans nombre à soi. À la limite, rien n’est confié automatiquement\u202f; à la main, c’est toujours possible.',
    missedUnassigned: 'Non attribuées aussi en rouge',
    missedUnassignedHelp:
      'Sinon, une conversation sans agent reste violette tant que quelqu’un est en ligne, quelle que soit l’attente.',
    missedEmailHours: 'Un e-mail est manqué après (heures)',
    missedEmailHoursHelp: 'Vide\u202f: les e-mails ne deviennent jamais rouges.',
    never: 'Jamais',
    sharedReadState: 'Lu par un agent, lu par tous',
    sharedReadStateHelp: 'Sinon, chaque agent a ses propres conversations non lues.',
  },
  groups: {
    title: 'Groupes',
    help: 'Des collègues qui partagent des conversations. Groupe et agent sont deux choses\u202f: l’un n’enlève rien à l’autre.',
    none: 'Pas encore de groupe. Créez-en un par genre de question, comme Commandes ou Retours.',
    make: 'Créer un groupe',
    newName: 'Nouveau groupe',
    name: 'Nom, tel que le lisent les visiteurs',
    addLanguage: 'Ajouter une langue…',
    members: 'Membres',
    spread: 'Répartition des nouveaux chats',
    spreadHelp: 'Aux membres en ligne qui ont de la place, la plus longue attente d’abord.',
    spreads: {
      manual: 'À la main',
      'round-robin': 'À tour de rôle',
      'least-busy': 'Au moins occupé',
    },
    capacity: 'Chats en même temps',
    capacityHelp: 'Pour les membres sans nombre à soi.',
    likeTeam: 'Équipe',
    isPrivate: 'Privé',
    isPrivateHelp: 'Les visiteurs ne le voient pas parmi les groupes à choisir.',
    delete: 'Supprimer ce groupe',
    deleteOf: (name) => `Supprimer ${name}`,
    deleteWhat: (open) =>
      open === 0
        ? 'Rien d’ouvert ne s’y trouve.'
        : n(open, {
            one: `${open} conversation ouverte revient à tout le monde. Qui la tient la garde.`,
            other: `${open} conversations ouvertes reviennent à tout le monde. Qui en tient une la garde.`,
          }),
    deleted: (name) => `${name} supprimé`,
    keep: 'Le garder',
  },
  agents: {
    title: 'Agents et invitations',
    help: 'Qui est dans l’équipe et ce que chaque personne peut faire. Tout vaut aussitôt, sur chaque appareil.',
    offline: 'Rôles et invitations demandent du réseau. Voici l’équipe à votre dernière connexion.',
    team: 'Équipe',
    roleOf: (name) => `Rôle de ${name}`,
    remove: 'Retirer',
    removeOf: (name) => `Retirer ${name}`,
    removeWhat:
      'Déconnexion partout en quelques secondes, et Parley vide ses appareils au prochain contact. Ce qui n’était pas envoyé est perdu.',
    removeKept:
      'Ce qui est écrit reste, ainsi que les brouillons visibles des autres. Un retour est possible plus tard.',
    keep: 'Garder dans l’équipe',
    invitations: 'Invitations en cours',
    noInvitations: 'Aucune invitation en ce moment.',
    invitedBy: (who, until) =>
      who ? `par ${who}, jusqu’à ${until}` : `par vous, jusqu’à ${until}`,
    revoke: 'Révoquer',
    revokeOf: (email) => `Révoquer l’invitation de ${email}`,
    removedPeople: 'Hors de l’équipe',
    restore: 'Laisser revenir',
    restoreOf: (name) => `Laisser revenir ${name}`,
  },
  tags: {
    title: 'Étiquettes',
    help: 'Des mots courts pour les conversations. Seule votre équipe les voit.',
    name: 'Nouvelle étiquette',
    nameOf: (name) => `Nom de ${name}`,
    make: 'Ajouter',
    none: 'Pas encore d’étiquette.',
    isThere: (name) => `L’étiquette «\u202f${name}\u202f» existe déjà.`,
    uses: (count) =>
      n(count, { one: `sur ${count} conversation`, other: `sur ${count} conversations` }),
    remove: (name) => `Retirer ${name}`,
    removed: (name) => `Étiquette ${name} retirée`,
  },
  blocked: {
    title: 'Personnes bloquées',
    help: 'Silence pour elles, pas d’erreur. Ce qu’elles écrivent entre-temps est gardé.',
    none: 'Personne n’est bloqué.',
    find: 'Trouver un nom ou une raison',
    nobodyCalled: (typed) => `Aucun blocage pour «\u202f${typed}\u202f».`,
    modes: { block: 'Blocage', ban: 'Exclusion du widget' },
    until: (when) => `jusqu’à ${when}`,
    forGood: 'sans limite',
    by: (who, when) => (who ? `par ${who}, ${when}` : `par vous, ${when}`),
    why: (why) => `Raison\u202f: ${why}`,
    lift: 'Débloquer',
    liftOf: (name) => `Débloquer ${name}`,
    lifted: (name) => `${name} peut écrire à nouveau`,
  },
  workspace: {
    title: 'Espace',
    help: 'Ce qui vaut pour tout le monde ici.',
    name: 'Nom de l’espace',
    nameHelp: 'Les visiteurs le lisent en tête du chat.',
  },
  history: {
    title: 'Historique des comptes',
    help: 'Ce qui a été fait sur les comptes, et tenté sans en avoir le droit. Personne ne peut changer cette liste.',
    more: 'Plus ancien',
    act: {
      invited: (who, whom) => `Invitation de ${whom} par ${who}`,
      'invitation-revoked': (who, whom) => `Invitation de ${whom} révoquée par ${who}`,
      joined: (who, role) => `Arrivée de ${who}, rôle\u202f: ${role}`,
      'role-changed': (who, whom, role) => `Rôle de ${whom} changé par ${who}\u202f: ${role}`,
      removed: (who, whom) => `Retrait de ${whom} par ${who}`,
      'let-in-again': (who, whom) => `Retour de ${whom} permis par ${who}`,
      erased: (who) => `Une personne effacée pour toujours par ${who}`,
      exported: (who) => `Tout sur une personne exporté par ${who}`,
      purged: (who) => `Une conversation supprimée pour toujours par ${who}`,
      'password-changed': (who) => `Mot de passe changé par ${who}`,
      'session-ended': (who) => `Un de ses appareils déconnecté par ${who}`,
      'sessions-ended': (who) => `Tous ses autres appareils déconnectés par ${who}`,
      'device-cleared': (whom, unsent) =>
        n(unsent, {
          one: `Un appareil de ${whom} a été vidé. ${unsent} changement n’était pas envoyé.`,
          other: `Un appareil de ${whom} a été vidé. ${unsent} changements n’étaient pas envoyés.`,
        }),
      refused: (who) => `Essai de ${who} que son rôle ne permet pas`,
    },
  },
};
