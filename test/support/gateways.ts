import 'reflect-metadata';
import { ModulesContainer } from '@nestjs/core';
import type { TestApp } from './start-app.js';

type Class = abstract new (...args: never[]) => object;

export interface Handler {
  event: string;
  method: string;
  gateway: Class;
  handle: object;
}

/** The classes that this application runs as gateways, from Nest's own register. */
export function gatewaysOf(app: TestApp): Class[] {
  return classesOf(app, 'providers').filter((type) => Reflect.hasMetadata('websockets:is_gateway', type));
}

export function controllersOf(app: TestApp): Class[] {
  return classesOf(app, 'controllers');
}

/** Every @SubscribeMessage of a gateway. */
export function handlersOf(gateway: Class): Handler[] {
  return methodsOf(gateway)
    .filter(({ handle }) => Reflect.hasMetadata('websockets:message_mapping', handle))
    .map(({ method, handle }) => ({ event: String(Reflect.getMetadata('message', handle)), method, gateway, handle }));
}

/** A class's methods, with those that it inherits. */
export function methodsOf(type: Class): { method: string; handle: object }[] {
  const methods = new Map<string, object>();
  for (let at = type.prototype as object; at !== Object.prototype; at = Object.getPrototypeOf(at) as object) {
    for (const [method, { value }] of Object.entries(Object.getOwnPropertyDescriptors(at)))
      if (typeof value === 'function' && method !== 'constructor' && !methods.has(method)) methods.set(method, value as object);
  }
  return [...methods].map(([method, handle]) => ({ method, handle }));
}

function classesOf(app: TestApp, kind: 'providers' | 'controllers'): Class[] {
  const modules = [...app.running.app.get(ModulesContainer).values()];
  const wrappers = modules.flatMap((module) => [...module[kind].values()] as { metatype: unknown }[]);
  return [...new Set(wrappers.map(({ metatype }) => metatype))].filter((type): type is Class => typeof type === 'function');
}
