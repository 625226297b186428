import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Access } from '../../../auth/access.js';
import { askedBy } from '../../../auth/asking.js';
import { DiscordSignIn } from '../../../auth/discord-sign-in.js';
import type { Who } from '../../../model/who.js';
import { StatusService } from '../../../monitor/status.service.js';
import type { SignInNote } from './sign-in.notes.js';
import { signInView } from './sign-in.view.js';

interface Asked {
  readonly who: Who;
  /** Path of ours where the person wants to go. */
  readonly next: string;
  readonly note?: SignInNote;
}

/** The page where people sign in, and the ways off it. */
@Injectable()
export class SignInPage {
  constructor(
    private readonly access: Access,
    private readonly discord: DiscordSignIn,
    private readonly status: StatusService,
  ) {}

  show(response: Response, { who, next, note }: Asked): void {
    const { isDemo, hasLinks, publicView } = this.access;
    const facts = { isDemo, hasLinks, isPublic: publicView !== 'none', hasDiscord: this.discord.isOn };
    response.setHeader('Cache-Control', 'no-store');
    response.render('pages/signin', signInView({ ...facts, status: this.status.now(), who, next, note: note ?? null }));
  }

  /** Nobody was signed in, and the page says why. */
  refuse(request: Request, response: Response, note: SignInNote): void {
    response.status(note.code);
    this.show(response, { who: askedBy(request), next: '/', note });
  }

  /** @param path of ours, without the base path */
  leadTo(response: Response, path: string): void {
    response.setHeader('Cache-Control', 'no-store');
    response.redirect(303, String(response.locals.base ?? '') + path);
  }
}
