import { ValidateBy, type ValidationArguments } from 'class-validator';
import { forbiddenHost } from './forbidden-address.js';

/** What says whether addresses of this machine are meant. */
interface Permission {
  readonly mayUseLoopback: unknown;
}

/**
 * An address that messages are sent to. What is wrong with it is said without repeating it: whoever knows it may write there.
 * A name is looked at again each time something is sent: this only sees what needs no question.
 */
export function IsReceiverUrl(): PropertyDecorator {
  return ValidateBy({
    name: 'isReceiverUrl',
    validator: {
      validate: (value: unknown, args) => mistakeIn(value, permissionOf(args)) === null,
      defaultMessage: (args) => `$property ${mistakeIn(args?.value, permissionOf(args))}`,
    },
  });
}

function permissionOf(args?: ValidationArguments): Permission {
  return (args?.object ?? { mayUseLoopback: false }) as Permission;
}

function mistakeIn(value: unknown, { mayUseLoopback }: Permission): string | null {
  if (typeof value !== 'string' || !URL.canParse(value)) return 'must begin with http:// or https://';
  const { protocol, username, password, hash, hostname } = new URL(value);
  if (!/^https?:$/.test(protocol)) return 'must begin with http:// or https://';
  if (`${username}${password}${hash}` !== '') return 'must have no user, password or #';
  const host = forbiddenHost(hostname);
  if (host === 'never') return 'must not be a link-local, multicast or reserved address';
  if (host === 'loopback' && mayUseLoopback !== true) return 'is on this machine: that needs ALERT_LOOPBACK=true';
  return null;
}
