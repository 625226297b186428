import { Logger } from '@nestjs/common';

/** What the rooms log while they are tested is not what a tester wants to read. */
Logger.overrideLogger(false);
