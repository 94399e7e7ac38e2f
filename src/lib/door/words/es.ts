/** The pages before the desk, in Spanish. */
import { plural } from '$lib/words/plural.ts';
import type { DoorWords } from './en.ts';

const n = plural('es');

export const es: DoorWords = {
  fields: {
    name: 'Nombre',
    email: 'Correo electrónico',
    password: 'Contraseña',
    workspace: 'Nombre de su negocio',
    show: 'Mostrar la contraseña',
    hide: 'Ocultar la contraseña',
  },
  password: {
    rule: 'Al menos 8 caracteres. Unas palabras seguidas se recuerdan bien.',
    missing: (count) => n(count, { one: 'Falta 1 carácter', other: `Faltan ${count} caracteres` }),
    enough: 'Suficientemente larga',
    good: 'Larga y buena',
  },
  signedOut:
    'Inicie sesión de nuevo. Lo que escribió está a salvo en este dispositivo y sale cuando vuelva.',
  retryIn: (minutes) =>
    n(minutes, {
      one: 'Vuelva a intentarlo en un minuto.',
      other: `Vuelva a intentarlo en ${minutes} minutos.`,
    }),

  signIn: {
    title: (workspace) => `Iniciar sesión en ${workspace}`,
    act: 'Iniciar sesión',
    acting: 'Iniciando sesión…',
    offline: 'Sin conexión.',
    openLocal: 'Abrir lo que hay en este dispositivo',
  },

  setUp: {
    steps: 'Pasos',
    done: 'Hecho',
    you: 'Usted',
    business: 'Su negocio',
    tryIt: 'Probar',
    onSite: 'En su sitio',
    whoTitle: '¿Quién es usted?',
    whoHelp: 'Los visitantes ven su nombre cuando responde, nada más.',
    businessTitle: '¿Cómo se llama su negocio?',
    businessHelp: 'Los visitantes lo leen en la cabecera del chat. Se puede cambiar más tarde.',
    tryTitle: 'Pruébelo, teléfono en mano',
    tryHelp:
      'Esta es una página suya con el chat. Escriba algo como visitante y responda desde la bandeja de entrada.',
    tryOpen: 'Abrir la página de prueba',
    siteTitle: 'Póngalo en su sitio',
    siteHelp:
      'Una línea, en cada página, antes del final. Se carga después de su página y nunca la mueve.',
    copy: 'Copiar',
    copied: 'Copiado',
    next: 'Continuar',
    back: 'Atrás',
    make: 'Crear mi bandeja de entrada',
    making: 'Creando…',
    openInbox: 'Abrir la bandeja de entrada',
    offline: 'Sin conexión con Parley. Lo que escribió queda aquí; vuelva a intentarlo.',
  },

  invitation: {
    title: (workspace) => `Unirse a ${workspace}`,
    help: (email) => `Invitación enviada a ${email}. Los visitantes ven su nombre, nada más.`,
    act: 'Unirse',
    acting: 'Un momento…',
  },
};
