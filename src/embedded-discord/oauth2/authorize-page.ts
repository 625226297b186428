import type { Application } from '../world/application.js';
import type { Person, Role } from '../world/application-team.js';
import { scopes as known } from './scopes.js';

const words: Readonly<Record<Role, { readonly alone: string; readonly inTeam: string }>> = {
  owner: { alone: 'owns the application', inTeam: 'owns the team' },
  admin: { alone: 'a stranger to it', inTeam: 'admin of the team' },
  developer: { alone: 'a stranger to it', inTeam: 'developer in the team' },
  read_only: { alone: 'a stranger to it', inTeam: 'may only read in the team' },
  invited: { alone: 'a stranger to it', inTeam: 'invited to the team, not yet in it' },
  stranger: { alone: 'a stranger to it', inTeam: 'not in the team' },
};

/** The page on which somebody says yes or no, and, because this Discord has no passwords, who they are. It needs no script. */
export function authorizePage(application: Application, cast: readonly Person[], scopes: readonly string[]): string {
  const has = application.team ? 'inTeam' : 'alone';
  const people = cast.map(({ role, user }) => {
    const name = escapeHtml(user.globalName ?? user.username);
    const handle = escapeHtml(user.username);
    return `<li><button name="as" value="${role}"><b>${name}</b> <span>@${handle}</span><i>${words[role][has]}</i></button></li>`;
  });
  const allows = scopes.map((scope) => `<li>${escapeHtml(known[scope] ?? scope)}</li>`);
  return layout(
    `Authorize ${application.name}`,
    `<p class="from">Embedded Discord</p>
<h1>${escapeHtml(application.name)}</h1>
<p>wants to access your Discord account. This will allow it to</p>
<ul class="scopes">${allows.join('')}</ul>
<form method="post">
<p id="who">Authorize as</p>
<ul class="people" aria-labelledby="who">${people.join('\n')}</ul>
<button class="deny" name="as" value="deny">Deny</button>
</form>`,
  );
}

/** What somebody sees who cannot be sent back. */
export function errorPage(message: string): string {
  return layout('Error', `<p class="from">Embedded Discord</p><h1>Error</h1><p>${escapeHtml(message)}</p>`);
}

function layout(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body><main>${body}</main></body>
</html>
`;
}

const STYLE = `
body { margin: 0; background: #1e1f22; color: #dbdee1; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 26rem; margin: 6vh auto; padding: 1.5rem 2rem 2rem; background: #313338; border-radius: 8px; }
h1 { margin: 0; font-size: 1.5rem; color: #fff; }
.from { margin: 0; color: #b5bac1; font-size: .875rem; }
ul { list-style: none; margin: 0 0 1rem; padding: 0; }
.scopes li::before { content: "✓ "; color: #3ba55d; }
#who { margin: 0 0 .25rem; font-weight: 600; }
button { width: 100%; margin: 0 0 .5rem; padding: .6rem .9rem; border: 1px solid #4e5058; border-radius: 4px;
  background: #2b2d31; color: inherit; font: inherit; text-align: left; cursor: pointer; }
button:hover { background: #404249; }
button:focus-visible { outline: 3px solid #949cf7; outline-offset: 1px; }
button span { color: #b5bac1; }
button i { display: block; color: #b5bac1; font-size: .875rem; font-style: normal; }
.deny { text-align: center; margin: 0; }
`;

function escapeHtml(text: string): string {
  const named: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (letter) => named[letter] ?? letter);
}
