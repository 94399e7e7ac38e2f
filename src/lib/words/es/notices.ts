/** What is told: in the bell, on the desktop, and after an absence. */
import type { Words } from '../en/index.ts';
import { plural } from '../plural.ts';

const n = plural('es');

export const notices: Words['notices'] = {
  title: 'Avisos',
  open: (count) => n(count, { one: 'Avisos, 1 nuevo', other: `Avisos, ${count} nuevos` }),
  none: 'Nada nuevo. Las asignaciones y los cambios que se cruzaron se anuncian aquí.',
  assignedToYou: (who, visitor) => `${who} le asignó ${visitor}`,
  spreadToYou: (visitor) => `Le tocó por turno ${visitor}`,
  joinedYou: (who, visitor) => `${who} le invita a participar con ${visitor}`,
  mentioned: (who, visitor) => `${who} le menciona con ${visitor}`,
  reopened: (visitor) =>
    `Abierta de nuevo: ${visitor} había escrito algo que usted no había visto al cerrarla`,
  changed: (who, at) => `${who} cambió algo ${at}`,
  plain: (did) => `${did}.`,
  afterYours: (did, yours) => `${did}, después de su cambio (${yours})`,
  did: {
    took: (who, at) => `${who} la tomó ${at}`,
    assigned: (who, whom, at) => `${who} la asignó a ${whom} ${at}`,
    assignedYou: (who, at) => `${who} se la asignó a usted ${at}`,
    unassigned: (who, at) => `${who} la devolvió a todos ${at}`,
    grouped: (who, group, at) => `${who} la pasó a ${group} ${at}`,
    ungrouped: (who, at) => `${who} la sacó de su grupo ${at}`,
    closed: (who, at) => `${who} la cerró ${at}`,
    reopened: (who, at) => `${who} la reabrió ${at}`,
    binned: (who, at) => `${who} la puso en la papelera ${at}`,
    restored: 'Ha vuelto de la papelera, por palabras que usted no había visto',
    blocked: (who, at) => `${who} bloqueó a esta persona ${at}`,
    unblocked: (who, at) => `${who} desbloqueó a esta persona ${at}`,
    joined: (who, whom, at) => `${who} añadió a ${whom} ${at}`,
    tagged: (who, at) => `${who} volvió a poner esta etiqueta ${at}`,
  },
  away: (fresh, missed, held) =>
    [
      fresh > 0 && n(fresh, { one: '1 nueva', other: `${fresh} nuevas` }),
      missed > 0 && n(missed, { one: '1 perdida', other: `${missed} perdidas` }),
      held > 0 && n(held, { one: '1 retenida', other: `${held} retenidas` }),
    ]
      .filter(Boolean)
      .join(', ') || 'nada nuevo',
  whileAway: (counts) => `En su ausencia: ${counts}`,
  soundOff: 'El sonido está desactivado: un clic para activarlo',
  soundAsk: 'Oír cuando alguien escribe – un clic para probar',
  cards: 'Ahora mismo',
  dismiss: (name) => `Cerrar: ${name}`,
  takeOver: 'Tomarla',
  useMine: 'Conservar lo mío',
  desktop: {
    mine: (name) => name,
    new: (name) => `Nueva: ${name}`,
    failed: (name) => `No enviado: algo suyo con ${name}`,
    group: (name) => `Para su grupo: ${name}`,
    missed: (name) => `Perdida: ${name} espera`,
    held: (name) => `Retenida: su respuesta a ${name}`,
    notice: (name) => name,
    hidden: 'Un mensaje nuevo',
  },
};
