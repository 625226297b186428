import { ValidateBy } from 'class-validator';

/** An address that begins with http:// or https:// and holds neither a password nor anything behind its path. */
export function IsAddress(): PropertyDecorator {
  return ValidateBy({
    name: 'isAddress',
    validator: {
      validate: isAddress,
      defaultMessage: () => '$property must begin with http:// or https://, without user, password, ? or #',
    },
  });
}

function isAddress(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, username, password, search, hash } = new URL(value);
  return /^https?:$/.test(protocol) && `${username}${password}${search}${hash}` === '';
}
