/**
 * The whole algorithm once more, in one file and in double precision, to be read before the engine
 * and to test it against. Imports of the JDK alone may stand here, and nothing but tests depends on
 * it. Start reading at {@link org.metasparse.reference.MetaSparseInr}, with MATH.md beside it.
 */
package org.metasparse.reference;
