import 'reflect-metadata';
import { ParseUUIDPipe, RequestMethod } from '@nestjs/common';
import {
  GUARDS_METADATA,
  HTTP_CODE_METADATA,
  METHOD_METADATA,
  PARAMTYPES_METADATA,
  PATH_METADATA,
  ROUTE_ARGS_METADATA,
} from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { isOpen } from '../identity/index.js';
import type { Controller } from './described.js';

/** One parameter of a handler: a body, a query or a part of the path, whole or one named value of it. */
export interface Argument {
  from: 'body' | 'query' | 'path';
  /** Of one value; null: all of them, in a class. */
  name: string | null;
  isUuid: boolean;
  type: new () => object;
}

/** A route as Nest itself registers it. */
export interface Reflected {
  /** Of the handler. */
  name: string;
  /** In small letters. */
  verb: string;
  /** As OpenAPI writes them: `/v1/people/{id}`. */
  paths: string[];
  status: number;
  isOpen: boolean;
  /** Whether a guard of its own says who may. */
  isGuarded: boolean;
  given: Argument[];
}

/** Every route of a controller. */
export function routesOf(controller: Controller): Reflected[] {
  const prototype = controller.prototype as Record<string, object>;
  const names = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
  return names
    .filter((name) => Reflect.hasMetadata(METHOD_METADATA, prototype[name]!))
    .map((name) => reflected(controller, name));
}

function reflected(controller: Controller, name: string): Reflected {
  const handler = (controller.prototype as Record<string, object>)[name]!;
  const read = <T>(key: string, from: object = handler) => Reflect.getMetadata(key, from) as T | undefined;
  const [base, own] = [read<string>(PATH_METADATA, controller)!, [read<string | string[]>(PATH_METADATA)!].flat()];
  const verb = RequestMethod[read<number>(METHOD_METADATA)!]!.toLowerCase();
  return {
    ...{ name, verb },
    paths: own.map((path) =>
      `/${base}/${path}`
        .replace(/\/+/g, '/')
        .replace(/(.)\/$/, '$1')
        .replace(/:(\w+)/g, '{$1}'),
    ),
    status: read<number>(HTTP_CODE_METADATA) ?? (verb === 'post' ? 201 : 200),
    isOpen: isOpen(handler),
    isGuarded: [handler, controller].some((each) => Reflect.hasMetadata(GUARDS_METADATA, each)),
    given: argumentsOf(controller, name),
  };
}

const FROM: Record<number, Argument['from']> = {
  [RouteParamtypes.BODY]: 'body',
  [RouteParamtypes.QUERY]: 'query',
  [RouteParamtypes.PARAM]: 'path',
};

function argumentsOf(controller: Controller, name: string): Argument[] {
  type Kept = Record<string, { index: number; data?: string; pipes?: unknown[] }>;
  const kept = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Kept;
  const types = Reflect.getMetadata(PARAMTYPES_METADATA, controller.prototype as object, name) as Argument['type'][];
  return Object.entries(kept).flatMap(([key, { index, data, pipes = [] }]) => {
    // `3:0`; of a decorator of ours Nest makes up a key at random, which may begin with such a number.
    const from = FROM[Number(/^(\d+):\d+$/.exec(key)?.[1])];
    const isUuid = pipes.some((pipe) => pipe === ParseUUIDPipe || pipe instanceof ParseUUIDPipe);
    return from ? [{ from, name: data ?? null, isUuid, type: types[index]! }] : [];
  });
}
