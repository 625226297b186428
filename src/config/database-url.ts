import { ValidateBy } from 'class-validator';

/** An address of a PostgreSQL database. What is wrong with it is said without repeating it: it holds a password. */
export function IsDatabaseUrl(): PropertyDecorator {
  return ValidateBy({
    name: 'isDatabaseUrl',
    validator: {
      validate: isDatabaseUrl,
      defaultMessage: () => '$property must begin with postgres:// and name a machine and a database',
    },
  });
}

function isDatabaseUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, hostname, pathname, searchParams } = new URL(value);
  const isSomewhere = hostname !== '' || Boolean(searchParams.get('host'));
  return /^postgres(ql)?:$/.test(protocol) && isSomewhere && /^\/[^/]+$/.test(pathname);
}

/** The password in the address of a database, as it stands there and as it is meant. */
export function passwordsOf(url: string | undefined): readonly string[] {
  if (url === undefined || !URL.canParse(url)) return [];
  const { password, searchParams } = new URL(url);
  return [password, decoded(password), searchParams.get('password') ?? ''];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
