/**
 * How a model is found: by the name that a user gives, by the hash that an encoded signal carries,
 * or in the jar. How models are learned or stored may not live here. Start reading at {@link
 * org.metasparse.models.BuiltInModels}.
 */
package org.metasparse.models;
