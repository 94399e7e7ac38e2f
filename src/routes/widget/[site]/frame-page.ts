/** The frame's HTML. Pure: every value is escaped here, because names are typed by people. */
import { directionOf, languageOf } from '../../../widget/words/languages.ts';

/** As `scripts/build-widget.ts` writes them. */
export interface PanelFiles {
  script: string;
  style: string;
  languages: Record<string, string>;
}

export interface Frame {
  site: string;
  /** Of the workspace. */
  name: string;
  /** Language tags, best first; anything may stand in them (B16). */
  wishes: string[];
  /** `light` or `dark` where the site decided; otherwise the frame follows its page. */
  theme: string | null;
  files: PanelFiles;
}

/** Where the panel's files are: see `static/widget/`. */
const base = '/widget/';

export function framePage({ site, name, wishes, theme, files }: Frame): string {
  const language = languageOf(wishes);
  const fixed = theme === 'light' || theme === 'dark' ? ` data-theme="${theme}"` : '';
  return `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}" data-site="${escape(site)}" data-name="${escape(name)}"${fixed}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${escape(name) || 'Parley'}</title>
<link rel="stylesheet" href="${base}${files.style}">
<script type="module" src="${base}${files.languages[language]}"></script>
<script type="module" src="${base}${files.script}"></script>
</head>
<body>
<div id="panel"><div class="panel"><div class="panel-head"><div><h1 dir="auto">${escape(name)}</h1></div></div></div></div>
</body>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
