/**
 * What people look at: tables of text, sheets of pictures. No computing of results may live here,
 * and no command line. Start reading at {@link org.metasparse.report.ContactSheet}.
 */
package org.metasparse.report;
