import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import type { Deed } from '../model/may.js';
import { withArticle } from '../model/role.js';
import { Access } from './access.js';
import { type Asked, askedBy, visitorOf } from './asking.js';
import { hasFormToken } from './form-token.js';
import { POLICY, type Policy } from './needs.js';
import { changesNothing, isFromOurSite } from './own-site.js';
import { PublicAddress } from './public-address.js';
import { OldForm } from './old-form.js';
import { Refusals } from './refusals.js';

/** Stands before every route: nobody gets further who may not do what the route says it needs. */
@Injectable()
export class PolicyGuard implements CanActivate {
  private readonly reflector = new Reflector();

  constructor(
    private readonly access: Access,
    private readonly address: PublicAddress,
    private readonly refusals: Refusals,
  ) {}

  /** Slash commands have a look of their own at who uses them. */
  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<Request & Asked>();
    const response = context.switchToHttp().getResponse<Response>();
    const handler = context.getHandler();
    const policy = this.reflector.getAllAndOverride<Policy | undefined>(POLICY, [handler, context.getClass()]);
    if (policy === undefined) throw new Error(`${context.getClass().name}.${handler.name} does not say who may use it`);
    this.letIn(request, response, policy);
    return true;
  }

  private letIn(request: Request & Asked, response: Response, policy: Policy): void {
    try {
      if (!isFromOurSite(request, this.address.url))
        throw new ForbiddenException('This request came from a page that is not ours, so nothing was done.');
      const { session } = visitorOf(request);
      if (session && !changesNothing(request) && !hasFormToken(session, request)) throw new OldForm();
      if (policy.isForPeople && request.accepts(['json', 'html']) !== 'html') return;
      if (policy.deed === 'open') return;
      this.check(request, response, policy.deed);
    } catch (error) {
      const isNoted = error instanceof ForbiddenException && !changesNothing(request);
      if (isNoted) this.refusals.note(request, policy.deed, error.message);
      throw error;
    }
  }

  /** @throws {UnauthorizedException} when signing in would help @throws {ForbiddenException} when it would not */
  check(request: Asked, response: Pick<Response, 'setHeader'>, deed: Deed): void {
    const who = askedBy(request);
    if (this.access.may(who, deed)) return;
    if (who.role !== null)
      throw new ForbiddenException(`A role that may do more than ${withArticle(who.role)} is needed for this.`);
    response.setHeader('WWW-Authenticate', 'Bearer realm="shardwatch"');
    throw new UnauthorizedException('Sign in first, or send an API key as "Authorization: Bearer <key>".');
  }
}
