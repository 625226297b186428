import { Body, Controller, NotFoundException, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Access } from '../../../auth/access.js';
import { Arrivals } from '../../../auth/arrivals.js';
import { Open } from '../../../auth/needs.js';
import { insideNext } from '../../../auth/next.js';
import { Owners } from '../../../auth/owners.js';
import { Unavailable } from '../../../model/errors.js';
import { noteOf } from './sign-in.notes.js';
import { SignInPage } from './sign-in.page.js';

/** One click signs in as the owner of the demo's bot. Outside of the demo there is no such thing. */
@Open()
@Controller('signin/demo')
export class DemoSignInController {
  constructor(
    private readonly access: Access,
    private readonly owners: Owners,
    private readonly arrivals: Arrivals,
    private readonly page: SignInPage,
  ) {}

  @Post()
  async enter(@Req() request: Request, @Res() response: Response, @Body() form: unknown): Promise<void> {
    if (!this.access.isDemo) throw new NotFoundException();
    try {
      const { owners } = await this.owners.now();
      const owner = owners.find(({ role }) => role === 'admin');
      if (!owner) throw new Unavailable('the owner');
      const { id: personId, name, role } = owner;
      await this.arrivals.letIn({ kind: 'person', personId, name, role }, request, response);
      this.page.leadTo(response, insideNext((form as { next?: unknown } | undefined)?.next));
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      this.page.refuse(request, response, noteOf({ reason: 'discord', stranger: null }));
    }
  }
}
