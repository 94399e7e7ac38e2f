/** What is told: in the bell, on the desktop, and after an absence. */
import type { Words } from '../en/index.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const notices: Words['notices'] = {
  title: 'Avis',
  open: (count: number) => n(count, { one: 'Avis, 1 nouveau', other: `Avis, ${count} nouveaux` }),
  none: 'Rien de nouveau. Les attributions et les changements qui se sont croisés sont annoncés ici.',
  assignedToYou: (who: string, visitor: string) => `${who} vous a attribué ${visitor}`,
  spreadToYou: (visitor: string) => `${visitor} vous a été attribué à votre tour`,
  joinedYou: (who: string, visitor: string) => `${who} vous invite à participer avec ${visitor}`,
  mentioned: (who: string, visitor: string) => `${who} vous mentionne avec ${visitor}`,
  reopened: (visitor: string) =>
    `Ouverte à nouveau\u202f: ${visitor} avait écrit quelque chose que vous n’aviez pas vu en fermant`,
  changed: (who: string, at: string) => `${who} a changé ceci ${at}`,
  plain: (did: string) => `${did}.`,
  afterYours: (did: string, yours: string) => `${did}, après votre changement de ${yours}`,
  did: {
    took: (who: string, at: string) => `${who} a pris cette conversation ${at}`,
    assigned: (who: string, whom: string, at: string) =>
      `${who} a attribué cette conversation à ${whom} ${at}`,
    assignedYou: (who: string, at: string) => `${who} vous a attribué cette conversation ${at}`,
    unassigned: (who: string, at: string) =>
      `${who} a rendu cette conversation à tout le monde ${at}`,
    grouped: (who: string, group: string, at: string) =>
      `${who} a confié cette conversation à ${group} ${at}`,
    ungrouped: (who: string, at: string) =>
      `${who} a retiré cette conversation de son groupe ${at}`,
    closed: (who: string, at: string) => `${who} a fermé cette conversation ${at}`,
    reopened: (who: string, at: string) => `${who} a rouvert cette conversation ${at}`,
    binned: (who: string, at: string) => `${who} a mis cette conversation à la corbeille ${at}`,
    restored:
      'Cette conversation revient de la corbeille, à cause de mots que vous n’aviez pas vus',
    blocked: (who: string, at: string) => `${who} a bloqué cette personne ${at}`,
    unblocked: (who: string, at: string) => `${who} a débloqué cette personne ${at}`,
    joined: (who: string, whom: string, at: string) => `${who} a ajouté ${whom} ${at}`,
    tagged: (who: string, at: string) => `${who} a remis cette étiquette ${at}`,
  },
  away: (fresh: number, missed: number, held: number) =>
    [
      fresh > 0 && n(fresh, { one: '1 nouvelle', other: `${fresh} nouvelles` }),
      missed > 0 && n(missed, { one: '1 manquée', other: `${missed} manquées` }),
      held > 0 && n(held, { one: '1 retenue', other: `${held} retenues` }),
    ]
      .filter(Boolean)
      .join(', ') || 'rien de nouveau',
  whileAway: (counts: string) => `En votre absence\u202f: ${counts}`,
  takeOver: 'Prendre la main',
  useMine: 'Garder le mien',
  soundOff: 'Le son est coupé – un clic pour l’autoriser',
  soundAsk: 'Entendre quand quelqu’un écrit – un clic pour essayer',
  cards: 'À l’instant',
  dismiss: (name) => `Écarter\u202f: ${name}`,
  desktop: {
    mine: (name: string) => name,
    new: (name: string) => `Nouveau\u202f: ${name}`,
    failed: (name) => `Pas parti\u202f: quelque chose de vous avec ${name}`,
    group: (name) => `Pour votre groupe\u202f: ${name}`,
    missed: (name: string) => `Manquée\u202f: ${name} attend`,
    held: (name: string) => `Retenue\u202f: votre réponse à ${name}`,
    notice: (name: string) => name,
    hidden: 'Un nouveau message',
  },
};
